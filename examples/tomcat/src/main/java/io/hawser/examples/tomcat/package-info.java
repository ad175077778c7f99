/** Tomcat as a server for web applications. */
package io.hawser.examples.tomcat;
