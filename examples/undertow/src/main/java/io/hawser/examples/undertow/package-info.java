/** Undertow as a server for web applications: it knows servlets, and what turns a WAR into them is here. */
package io.hawser.examples.undertow;
