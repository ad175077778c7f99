package io.hawser.handshake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The first line of a message of HTTP/1.1, in which requests and responses differ (RFC 9112, section 2.1). */
interface StartLine<H> {

    /** {@return the head that this line and header fields make} */
    H with(Headers fields);

    /** {@return whether the head that counts is still to come} */
    default boolean isInterim() {
        return false;
    }

    /** {@return the message as bytes} Line and fields hold no character above U+00FF, and no line end. */
    default byte[] encode(Headers fields, byte[] body) {
        StringBuilder head = new StringBuilder().append(this).append("\r\n");
        for (Headers.Field field : fields) {
            head.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        byte[] bytes = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(bytes.length + body.length)
                .put(bytes)
                .put(body)
                .array();
    }
}
