/** The part of the application that needs servlets and CDI alone. */
package io.hawser.tck.ee.app;
