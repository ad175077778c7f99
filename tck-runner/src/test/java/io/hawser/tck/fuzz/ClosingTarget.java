package io.hawser.tck.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hawser.protocol.CloseStatus;
import io.hawser.protocol.ClosingHandshake;
import io.hawser.protocol.ProtocolException;
import io.hawser.protocol.Role;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The payload of a Close frame, and the closing handshake with any sequence of events. At most one Close frame is sent,
 * and the first cause stays the outcome.
 *
 * <p>Input: a byte with the number of events, the events, the payload.
 */
public final class ClosingTarget {

    private static final int MAX_REASON = 123;

    private ClosingTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        byte[] events = input.some();
        byte[] payload = input.rest();
        CloseStatus status = payload.length <= 125 ? parse(payload) : CloseStatus.NO_STATUS;
        cut(new String(payload, UTF_8));
        close(new Input(events), status);
    }

    private static CloseStatus parse(byte[] payload) {
        ByteBuffer buffer = ByteBuffer.wrap(payload);
        int code = payload.length < 2 ? 0 : buffer.getShort(0) & 0xFFFF;
        byte[] reason = payload.length < 2 ? new byte[0] : Arrays.copyOfRange(payload, 2, payload.length);
        // The codes of RFC 6455, section 7.4, and of the IANA registry.
        boolean legalCode = code >= 1000
                && code < 5000
                && (code < 1015 || code >= 3000)
                && code != 1004
                && code != 1005
                && code != 1006;
        try {
            CloseStatus status = CloseStatus.parse(buffer);
            Check.that(payload.length == 0 || legalCode, "an illegal code is accepted: " + status);
            Check.same(status.code(), payload.length == 0 ? 1005 : code, "the code");
            Check.same(status.reason(), Utf8Oracle.decode(reason), "the reason");
            Check.same(status.encode(), ByteBuffer.wrap(payload), "the payload of the status");
            Check.that(!status.toString().isEmpty(), "a status without a text");
            return status;
        } catch (ProtocolException e) {
            int expected = payload.length == 1 || !legalCode ? 1002 : 1007;
            Check.same(e.closeCode(), expected, "the close code");
            Check.that(expected == 1002 || Utf8Oracle.decode(reason) == null, "a reason in UTF-8 is refused");
            Check.loggable(e);
            return e.status();
        } finally {
            Check.that(buffer.position() == 0 && buffer.limit() == payload.length, "the payload was consumed");
        }
    }

    /** A reason of any length, decoded from bytes that may not be UTF-8. */
    private static void cut(String reason) {
        String cut = CloseStatus.of(CloseStatus.NORMAL, reason).reason();
        Check.that(reason.startsWith(cut), "a reason that is no beginning of the one that was given: " + cut);
        int length = cut.getBytes(UTF_8).length;
        boolean fits = reason.getBytes(UTF_8).length <= MAX_REASON;
        Check.that(
                fits ? cut.equals(reason) : length > MAX_REASON - 4 && length <= MAX_REASON, "a reason is cut: " + cut);
    }

    private static void close(Input events, CloseStatus given) {
        Role role = (events.next() & 1) == 0 ? Role.SERVER : Role.CLIENT;
        ClosingHandshake closing = new ClosingHandshake(role);
        int sent = 0;
        while (!events.isEmpty()) {
            CloseStatus outcome = closing.outcome();
            Check.same(closing.isOpen(), outcome == null, "whether it is open");
            boolean send = switch (events.next() & 3) {
                case 0 -> closing.close(given);
                case 1 -> closing.fail(CloseStatus.of(CloseStatus.GOING_AWAY, null), CloseStatus.ABNORMAL);
                case 2 -> closing.received(given);
                default -> {
                    closing.ended();
                    yield false;
                }
            };
            sent += send ? 1 : 0;
            Check.that(sent <= 1, "two Close frames");
            Check.same(closing.sent() != null, sent == 1, "whether a Close frame was sent");
            Check.that(closing.outcome() != null, "an event without an outcome");
            Check.that(outcome == null || outcome.equals(closing.outcome()), "another outcome");
            Check.that(
                    role == Role.CLIENT || sent == 0 || closing.received() == null || closing.mustCloseTcp(),
                    "a server that keeps TCP open after both Close frames");
        }
    }
}
