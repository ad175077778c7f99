/** What is measured. */
package io.hawser.benchmarks.contestant;
