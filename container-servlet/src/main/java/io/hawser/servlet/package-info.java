/**
 * Hawser in a servlet container: the classes that the container starts, and the opening handshake. Servlet containers
 * create the public types of this package; applications use {@code jakarta.websocket}.
 */
package io.hawser.servlet;
