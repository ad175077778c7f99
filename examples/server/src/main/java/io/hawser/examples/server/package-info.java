/** Runs web applications in a servlet container, in the same JVM or, through a console, in one of its own. */
package io.hawser.examples.server;
