/**
 * Fuzzing of the engine: a target for each of its parsers, their corpora, and Jazzer in JVMs of its own. See
 * docs/fuzzing.md.
 */
package io.hawser.tck.fuzz;
