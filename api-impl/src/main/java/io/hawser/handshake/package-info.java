/**
 * The opening handshake of both sides (RFC 6455, section 4): header fields in, header fields out. It knows no socket
 * and no HTTP server; whatever carries HTTP/1.1 turns its messages into {@link io.hawser.handshake.UpgradeRequest} and
 * {@link io.hawser.handshake.UpgradeResponse} and back. Where nothing does, {@link io.hawser.handshake.HeadReader}
 * reads both from bytes, and {@link io.hawser.handshake.UpgradeRequest#encode()} and
 * {@link io.hawser.handshake.UpgradeResponse#encode()} write them.
 *
 * <p>{@link io.hawser.handshake.OriginPolicy} and {@link io.hawser.handshake.HostPolicy} compare origins and hosts, and
 * the containers answer with 403 or 421. {@link io.hawser.handshake.DeflateNegotiation} negotiates permessage-deflate.
 *
 * <p>All types are immutable unless they say otherwise, and may be used by any thread. No parameter may be {@code null}
 * unless its description says so.
 */
package io.hawser.handshake;
