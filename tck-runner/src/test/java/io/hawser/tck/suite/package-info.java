/** Runs the official TCK in a JVM, and checks the run. */
package io.hawser.tck.suite;
