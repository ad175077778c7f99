/**
 * A WebSocket server and a WebSocket client without a servlet container, on Netty.
 *
 * <p>{@link io.hawser.standalone.HawserServer} is the server; clients are found by
 * {@link jakarta.websocket.ContainerProvider}.
 */
package io.hawser.standalone;
