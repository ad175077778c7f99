/** Hawser as a participant of benchmarks. */
package io.hawser.benchmarks;
