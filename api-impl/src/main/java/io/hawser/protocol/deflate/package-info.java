/**
 * Compression of messages: permessage-deflate (RFC 7692) as a {@link io.hawser.protocol.FrameExtension}, over the zlib
 * of the JDK. What is negotiated is {@link io.hawser.protocol.deflate.DeflateParameters}.
 */
package io.hawser.protocol.deflate;
