/** Helidon as it is measured. */
package io.hawser.benchmarks.helidon;
