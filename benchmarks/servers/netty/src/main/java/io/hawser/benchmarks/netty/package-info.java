/** A server by hand, on Netty, as it is measured. */
package io.hawser.benchmarks.netty;
