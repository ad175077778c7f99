/** Fuzzing of the engine: a target for each parser, the corpora, and Jazzer in separate JVMs. See docs/fuzzing.md. */
package io.hawser.tck.fuzz;
