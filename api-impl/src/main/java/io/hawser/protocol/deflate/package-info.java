/**
 * Compression of messages: permessage-deflate (RFC 7692) as a {@link io.hawser.protocol.FrameExtension}, over the zlib
 * of the JDK. {@link io.hawser.protocol.deflate.DeflateParameters} are the result of the negotiation, which is in the
 * package {@code handshake}.
 */
package io.hawser.protocol.deflate;
