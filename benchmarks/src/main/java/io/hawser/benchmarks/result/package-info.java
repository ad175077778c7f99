/** What was measured, and the file that keeps it. */
package io.hawser.benchmarks.result;
