/**
 * The SPI between the engine and a container: the {@link io.hawser.transport.Transport} carries the bytes of one
 * connection, {@link io.hawser.transport.TransportEvents} and {@link io.hawser.transport.TransportSignals} report to
 * the engine, and other interfaces open connections on both sides. Nothing here depends on a session.
 */
package io.hawser.transport;
