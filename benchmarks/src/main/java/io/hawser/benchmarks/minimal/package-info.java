/** The least that a server can do: what the load generator and the clients are measured against. */
package io.hawser.benchmarks.minimal;
