/** Tyrus as it is measured. */
package io.hawser.benchmarks.tyrus;
