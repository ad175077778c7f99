/** The classes of the web applications, which run in the servlet containers' JVMs. */
package io.hawser.tck.servlet.app;
