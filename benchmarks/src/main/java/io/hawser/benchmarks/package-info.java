/** The commands: Hawser beside other implementations, and Hawser as a participant of other benchmarks. */
package io.hawser.benchmarks;
