package io.hawser.tck.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.hawser.handshake.HandshakeException;
import io.hawser.handshake.HeadLimits;
import io.hawser.handshake.HeadReader;
import io.hawser.handshake.Headers;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.handshake.UpgradeResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Heads of HTTP/1.1 messages. A head is parsed up to its end if the grammar allows it, and refused if not. The result
 * does not depend on the pieces. A parsed head can be written, and parses to the same head again.
 *
 * <p>Input: the bytes of a peer. They are a response if they begin with {@code HTTP/}.
 */
public final class HeadsTarget {

    private static final HeadLimits LIMITS = new HeadLimits(100, 5, 400);
    private static final Set<Integer> REFUSALS = Set.of(400, 414, 431);

    private static final String TEXT = "[\\t -~\\x80-\\xff]*+\\r\\n";
    private static final String REST = "(?:[!#$%&'*+.^_`|~0-9A-Za-z-]++:" + TEXT + ")*+\\r\\n";
    private static final Pattern REQUEST =
            Pattern.compile("(?:\\r\\n)*+[!#$%&'*+.^_`|~0-9A-Za-z-]++ [!-~&&[^#]]++ HTTP/[0-9]\\.[0-9]\\r\\n" + REST);
    private static final Pattern RESPONSE = Pattern.compile("(?:HTTP/1\\.[0-9] 1(?!01)[0-9][0-9] " + TEXT + REST
            + ")*+HTTP/1\\.[0-9] (?:101|[2-9][0-9][0-9]) " + TEXT + REST);

    private HeadsTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) throws HandshakeException {
        String text = new String(bytes, ISO_8859_1);
        boolean response = text.startsWith("HTTP/");
        Outcome whole = read(response, LIMITS, Pieces.WHOLE.of(bytes));
        Check.same(read(response, LIMITS, Pieces.SINGLE_BYTES.of(bytes)), whole, "what comes of single bytes");
        Check.same(
                read(response, LIMITS, new Pieces(new byte[] {3, 0, 7}, 3).of(bytes)), whole, "what comes of pieces");

        Matcher grammar = (response ? RESPONSE : REQUEST).matcher(text);
        boolean isHead = grammar.lookingAt();
        if (whole.head != null) {
            Check.that(isHead, "what is no head is read");
            Check.same(whole.consumed, grammar.end(), "the end of the head");
            byte[] written = whole.head.getBytes(ISO_8859_1);
            // A space after each colon may make it larger.
            Outcome again = read(response, HeadLimits.DEFAULT, Pieces.WHOLE.of(written));
            Check.same(again.head, whole.head, "the head read again");
        } else if (isHead) {
            Check.that(whole.refusal != null && whole.refusal.contains(" max"), "a head is not read: " + whole);
        }
    }

    /** The written head, the message of the refusal, or neither if more bytes are needed. */
    private record Outcome(String head, String refusal, int consumed) {}

    private static Outcome read(boolean response, HeadLimits limits, List<ByteBuffer> pieces) {
        return response ? readResponse(limits, pieces) : readRequest(limits, pieces);
    }

    private static Outcome readRequest(HeadLimits limits, List<ByteBuffer> pieces) {
        HeadReader<UpgradeRequest> reader = HeadReader.ofRequest(limits);
        return read(
                pieces,
                piece -> reader.read(piece).map(head -> {
                    check(head.headers());
                    return head.encode();
                }));
    }

    private static Outcome readResponse(HeadLimits limits, List<ByteBuffer> pieces) {
        HeadReader<UpgradeResponse> reader = HeadReader.ofResponse(limits);
        return read(
                pieces,
                piece -> reader.read(piece).map(head -> {
                    check(head.headers());
                    return head.encode();
                }));
    }

    private interface Reading {
        Optional<byte[]> read(ByteBuffer piece) throws HandshakeException;
    }

    private static Outcome read(List<ByteBuffer> pieces, Reading reading) {
        int consumed = 0;
        for (ByteBuffer piece : pieces) {
            int start = piece.position();
            try {
                Optional<byte[]> head = reading.read(piece);
                consumed += piece.position() - start;
                if (head.isPresent()) {
                    return new Outcome(new String(head.get(), ISO_8859_1), null, consumed);
                }
                Check.that(!piece.hasRemaining(), "bytes are left, and more are wanted");
            } catch (HandshakeException e) {
                Check.loggable(e);
                if (e.response() != null) {
                    int status = e.response().status();
                    Check.that(REFUSALS.contains(status), "a refusal with " + status);
                    Head.check(e.response());
                }
                return new Outcome(null, e.getMessage(), consumed + piece.position() - start);
            }
        }
        return new Outcome(null, null, consumed);
    }

    private static void check(Headers headers) {
        int count = 0;
        for (Headers.Field field : headers) {
            Check.same(field.value(), field.value().trim(), "a value without whitespace around it");
            count++;
        }
        Check.that(count <= LIMITS.maxFields(), "too many fields: " + count);
    }
}
