/** A web application in a servlet container as it is measured. */
package io.hawser.benchmarks.servlet;
