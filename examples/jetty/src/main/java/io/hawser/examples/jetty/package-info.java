/** Jetty as a server for web applications. */
package io.hawser.examples.jetty;
