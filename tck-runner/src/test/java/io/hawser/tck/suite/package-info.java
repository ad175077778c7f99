/** Runs the official TCK in a JVM and judges the run. */
package io.hawser.tck.suite;
