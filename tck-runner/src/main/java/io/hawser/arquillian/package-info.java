/** Hawser's standalone server as a container of Arquillian: tests deploy WAR archives into it. */
package io.hawser.arquillian;
