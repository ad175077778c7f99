package io.hawser.handshake;

/**
 * The limits on the head of an HTTP/1.1 message. What exceeds a limit is refused as soon as its bytes show it.
 *
 * @param maxLineLength the longest line in bytes, without its CRLF, 1 or more
 * @param maxFields the most header lines, 1 or more
 * @param maxSize the largest head in bytes, line ends and all, 1 or more
 */
public record HeadLimits(int maxLineLength, int maxFields, int maxSize) {

    /** The default limits: lines of 8,192 bytes, 100 header lines, 16,384 bytes in all. No handshake needs more. */
    public static final HeadLimits DEFAULT = new HeadLimits(8192, 100, 16384);

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one of them is less than 1
     */
    public HeadLimits {
        require("maxLineLength", maxLineLength);
        require("maxFields", maxFields);
        require("maxSize", maxSize);
    }

    private static void require(String name, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException(name + " is " + limit + ", it must be 1 or more");
        }
    }
}
