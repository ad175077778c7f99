/** Web applications with Hawser in their WEB-INF/lib, in Tomcat, Jetty and Undertow, each in a separate JVM. */
package io.hawser.tck.servlet;
