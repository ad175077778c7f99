/**
 * Hawser in a servlet container: the container's public API as transport of the engine. The types here are made by
 * servlet containers; applications use {@code jakarta.websocket}.
 */
package io.hawser.servlet;
