package io.hawser.handshake;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the head of one message of HTTP/1.1 from its bytes as they come: the start line, the header lines, and the
 * empty line behind them (RFC 9112). What comes after the head is left where it is: frames, or a body.
 *
 * <p>The reader is strict, since what two readers understand differently can be used to smuggle. Lines end with CRLF,
 * no whitespace is before a colon, and no line is folded, neither in a response. To be used by one thread at a time.
 *
 * @param <H> {@link UpgradeRequest} or {@link UpgradeResponse}
 */
public final class HeadReader<H> {

    private static final int SHOWN_CHARS = 100;

    private final boolean request;
    private final Function<String, StartLine<H>> startLines;
    private final HeadLimits limits;

    /** The line that is being read; with its CR, once that is there. */
    private final StringBuilder line = new StringBuilder();

    private int size;
    private StartLine<H> startLine;
    private Headers.Builder fields;
    private int fieldCount;
    private boolean ended;

    private HeadReader(boolean request, Function<String, StartLine<H>> startLines, HeadLimits limits) {
        this.request = request;
        this.startLines = startLines;
        this.limits = limits;
    }

    /**
     * Makes a reader of a request, with {@link HeadLimits#DEFAULT}.
     *
     * @return a reader for one head
     */
    public static HeadReader<UpgradeRequest> ofRequest() {
        return ofRequest(HeadLimits.DEFAULT);
    }

    /**
     * Makes a reader of a request. Its exceptions have the refusal that is to be sent: 414 for a request line beyond
     * the limits, 431 for header fields beyond them, 400 for everything else.
     *
     * @param limits how large the head may be
     * @return a reader for one head
     */
    public static HeadReader<UpgradeRequest> ofRequest(HeadLimits limits) {
        return new HeadReader<>(true, RequestLine::parse, limits);
    }

    /**
     * Makes a reader of a response, with {@link HeadLimits#DEFAULT}.
     *
     * @return a reader for one head
     */
    public static HeadReader<UpgradeResponse> ofResponse() {
        return ofResponse(HeadLimits.DEFAULT);
    }

    /**
     * Makes a reader of a response. Interim responses, which are those of 1xx but 101, are passed over; what it gives
     * has no body, since that is not part of the head. Its exceptions have no response.
     *
     * @param limits how large the head may be; interim responses count as parts of it
     * @return a reader for one head
     */
    public static HeadReader<UpgradeResponse> ofResponse(HeadLimits limits) {
        return new HeadReader<>(false, StatusLine::parse, limits);
    }

    /**
     * Reads bytes from the peer.
     *
     * @param in the bytes from position to limit; consumed up to the end of the head, which may leave some
     * @return the head; empty where more bytes are needed
     * @throws HandshakeException if this is no head, or one beyond the limits
     * @throws IllegalStateException if the head was read already, or could not be read
     */
    public Optional<H> read(ByteBuffer in) throws HandshakeException {
        if (ended) {
            throw new IllegalStateException("one reader reads one head");
        }
        ended = true;
        try {
            while (in.hasRemaining()) {
                if (readByte((char) (in.get() & 0xFF))) {
                    return Optional.of(startLine.with(fields.build()));
                }
            }
        } catch (IllegalArgumentException e) {
            throw failure(400, e.getMessage());
        }
        ended = false;
        return Optional.empty();
    }

    /** {@return whether it was the last byte of the head} */
    private boolean readByte(char c) throws HandshakeException {
        if (++size > limits.maxSize()) {
            throw tooLarge("the head is larger than maxSize, " + limits.maxSize() + " bytes");
        }
        int last = line.length() - 1;
        boolean afterReturn = last >= 0 && line.charAt(last) == '\r';
        if (afterReturn != (c == '\n')) {
            // Either alone is a line end for some and not for others (RFC 9112, section 2.2).
            throw new IllegalArgumentException(
                    afterReturn
                            ? "a CR without a LF (RFC 9112, section 2.2)"
                            : "a LF without a CR (RFC 9112, section 2.2)");
        }
        if (afterReturn) {
            String complete = line.substring(0, last);
            line.setLength(0);
            return endLine(complete);
        }
        if (c != '\r' && line.length() == limits.maxLineLength()) {
            throw tooLarge("a line is longer than maxLineLength, " + limits.maxLineLength() + " bytes");
        }
        line.append(c);
        return false;
    }

    private boolean endLine(String complete) throws HandshakeException {
        if (startLine == null) {
            // An empty line before a request is to be ignored (RFC 9112, section 2.2).
            if (!request || !complete.isEmpty()) {
                startLine = startLines.apply(complete);
                fields = Headers.builder();
            }
            return false;
        }
        if (!complete.isEmpty()) {
            readField(complete);
            return false;
        }
        if (startLine.isInterim()) {
            startLine = null;
            return false;
        }
        return true;
    }

    private void readField(String complete) throws HandshakeException {
        if (++fieldCount > limits.maxFields()) {
            throw tooLarge("there are more header lines than maxFields, " + limits.maxFields());
        }
        if (isWhitespace(complete.charAt(0))) {
            // The section would let a client put a space in its place, but nobody folds lines any more.
            throw new IllegalArgumentException(
                    "a header line begins with whitespace: lines must not be folded (RFC 9112, section 5.2)");
        }
        int colon = complete.indexOf(':');
        if (colon < 0) {
            // What is behind the first word may be a secret.
            String word = complete.split("[ \t]", 2)[0];
            throw new IllegalArgumentException("the header line that begins with \"" + Escaped.text(word, SHOWN_CHARS)
                    + "\" has no colon (RFC 9112, section 5)");
        }
        String name = complete.substring(0, colon);
        if (!name.isEmpty() && isWhitespace(name.charAt(colon - 1))) {
            throw new IllegalArgumentException("there is whitespace between the header name \""
                    + Escaped.text(name.strip(), SHOWN_CHARS) + "\" and its colon (RFC 9112, section 5.1)");
        }
        fields.add(name, complete.substring(colon + 1));
    }

    private static boolean isWhitespace(char c) {
        return c == ' ' || c == '\t';
    }

    private HandshakeException tooLarge(String message) {
        // RFC 9110, section 15.5.15, and RFC 6585, section 5.
        return failure(startLine == null ? 414 : 431, message);
    }

    private HandshakeException failure(int status, String message) {
        return request
                ? new HandshakeException(message, Refusal.of(status, message, Headers.EMPTY))
                : new HandshakeException("the server's answer is not an HTTP/1.1 response: " + message);
    }
}
