/** Starts what is measured, each in a process with a class path of its own, and measures in rounds. */
package io.hawser.benchmarks.run;
