/** The chat as a web application: who comes in has logged in. */
package io.hawser.examples.war;
