/**
 * Coverage-guided fuzzing of the engine: each target is a class with a {@code fuzzerTestOneInput} that throws where the
 * engine does what it must not. See docs/fuzzing.md.
 */
package io.hawser.tck.fuzz;
