/** What the web application of the tests consists of. */
package io.hawser.examples.server.war;
