package io.hawser.handshake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The nonce of a client's opening handshake, and the server's proof that it has read it (RFC 6455, sections 4.1 and
 * 4.2.2).
 *
 * @param value the value of {@code Sec-WebSocket-Key}: 16 bytes in base64
 */
public record WebSocketKey(String value) {

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int NONCE_BYTES = 16;
    private static final int BASE64_CHARS = 24;
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Cloned for each key, since the search for an implementation takes longer than the hash. Never changed. */
    private static final MessageDigest SHA_1 = sha1();

    /**
     * Checks the value.
     *
     * @throws IllegalArgumentException if it is not the base64 of 16 bytes
     */
    public WebSocketKey {
        if (!isSixteenBytes(value)) {
            throw new IllegalArgumentException("Sec-WebSocket-Key \"" + Escaped.text(value, 50)
                    + "\" is not the base64 of 16 bytes (RFC 6455, section 4.1)");
        }
    }

    private static boolean isSixteenBytes(String value) {
        try {
            // The decoder would take a value without its padding too.
            return value.length() == BASE64_CHARS && Base64.getDecoder().decode(value).length == NONCE_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Makes a key for one handshake.
     *
     * @return a key that nobody can predict
     */
    public static WebSocketKey random() {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return new WebSocketKey(Base64.getEncoder().encodeToString(nonce));
    }

    /**
     * Computes the answer to this key.
     *
     * @return the value of {@code Sec-WebSocket-Accept}
     */
    public String accept() {
        try {
            MessageDigest sha1 = (MessageDigest) SHA_1.clone();
            return Base64.getEncoder().encodeToString(sha1.digest((value + GUID).getBytes(StandardCharsets.US_ASCII)));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-1 of this Java platform cannot be cloned", e);
        }
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
