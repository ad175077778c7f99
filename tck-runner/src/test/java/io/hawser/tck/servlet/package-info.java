/** Web applications with Hawser in their WEB-INF/lib, in Tomcat, Jetty and Undertow, each in a JVM of its own. */
package io.hawser.tck.servlet;
