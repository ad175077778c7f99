/** The classes of the web applications: they run in the servlet containers' JVMs. */
package io.hawser.tck.servlet.app;
