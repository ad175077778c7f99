/**
 * The opening handshake of both sides (RFC 6455, section 4): header fields in, header fields out. It knows no socket
 * and no HTTP server; whatever carries HTTP/1.1 turns its messages into {@link io.hawser.handshake.UpgradeRequest} and
 * {@link io.hawser.handshake.UpgradeResponse} and back.
 *
 * <p>All types are immutable unless they say otherwise, and may be used by any thread. No parameter may be {@code null}
 * unless its description says so.
 */
package io.hawser.handshake;
