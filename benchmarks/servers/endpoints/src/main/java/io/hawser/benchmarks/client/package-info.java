/** A load by a client of the Jakarta API, whichever is on the class path. */
package io.hawser.benchmarks.client;
