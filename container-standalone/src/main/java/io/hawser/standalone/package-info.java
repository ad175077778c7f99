/**
 * A WebSocket server and a WebSocket client without a servlet container, on Netty.
 *
 * <p>{@link io.hawser.standalone.HawserServer} is the server; {@link jakarta.websocket.ContainerProvider} finds the
 * client.
 */
package io.hawser.standalone;
