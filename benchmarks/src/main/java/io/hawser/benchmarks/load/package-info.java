/**
 * The load generator: one thread, one selector, messages that are framed and masked beforehand, no WebSocket library.
 */
package io.hawser.benchmarks.load;
