/**
 * One live connection as {@link jakarta.websocket.Session}: joins a transport, the protocol, and the endpoint's
 * methods. Below it, {@code output}, {@code input}, {@code liveness} and {@code memory} know neither session nor
 * endpoint.
 */
package io.hawser.session;
