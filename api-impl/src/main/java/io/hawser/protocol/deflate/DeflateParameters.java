package io.hawser.protocol.deflate;

import io.hawser.protocol.Role;

/**
 * What client and server have agreed on for permessage-deflate (RFC 7692, section 7.1).
 *
 * @param serverNoContextTakeover whether each message of the server is compressed without what came before it
 * @param clientNoContextTakeover whether each message of the client is compressed without what came before it
 * @param serverMaxWindowBits how far the server's messages refer back: 2 to this power bytes, 8 to 15
 * @param clientMaxWindowBits how far the client's messages refer back: 2 to this power bytes, 8 to 15
 */
public record DeflateParameters(
        boolean serverNoContextTakeover,
        boolean clientNoContextTakeover,
        int serverMaxWindowBits,
        int clientMaxWindowBits) {

    /** The least number of window bits (RFC 7692, section 7.1.2). */
    public static final int MIN_WINDOW_BITS = 8;

    /** The greatest number of window bits, and the default (RFC 7692, section 7.1.2). */
    public static final int MAX_WINDOW_BITS = 15;

    /**
     * Checks the windows.
     *
     * @throws IllegalArgumentException if window bits are not from 8 to 15
     */
    public DeflateParameters {
        requireBits(serverMaxWindowBits);
        requireBits(clientMaxWindowBits);
    }

    private static void requireBits(int bits) {
        if (bits < MIN_WINDOW_BITS || bits > MAX_WINDOW_BITS) {
            throw new IllegalArgumentException("window bits must be from 8 to 15, not " + bits);
        }
    }

    /**
     * {@return whether messages of one end may refer to earlier ones}
     *
     * @param sender which end sends them
     */
    public boolean contextTakeover(Role sender) {
        return !(sender == Role.SERVER ? serverNoContextTakeover : clientNoContextTakeover);
    }

    /**
     * {@return how far messages of one end refer back, as a power of two}
     *
     * @param sender which end sends them
     */
    public int windowBits(Role sender) {
        return sender == Role.SERVER ? serverMaxWindowBits : clientMaxWindowBits;
    }
}
