/** The endpoints that every server of the Jakarta API serves while it is measured. */
package io.hawser.benchmarks.endpoints;
