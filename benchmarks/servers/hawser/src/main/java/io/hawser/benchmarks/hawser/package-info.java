/** Hawser's standalone server as it is measured. */
package io.hawser.benchmarks.hawser;
