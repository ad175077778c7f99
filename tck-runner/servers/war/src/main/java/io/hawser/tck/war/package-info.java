/** A web application with one endpoint. */
package io.hawser.tck.war;
