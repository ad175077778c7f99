package io.hawser.tck.fuzz;

import java.util.Arrays;
import java.util.Optional;

/** The differences between Hawser and Netty, with reasons. */
enum NettyDifference {
    /**
     * Netty checks a text frame when the frame is complete. RFC 6455, section 8.1, requires that the connection is
     * failed.
     */
    UTF8_AT_THE_FIRST_WRONG_BYTE {
        @Override
        boolean explains(Comparison c) {
            return c.ours.failure() == 1007
                    && c.reason.equals("Text message is not UTF-8")
                    && c.theirs.isOpen()
                    && c.ours.events().equals(c.theirs.events());
        }
    },
    /** Codes above 4999 do not exist (RFC 6455, section 7.4.2). Netty accepts them, unless it refuses the reason. */
    CLOSE_CODE_BEYOND_4999 {
        @Override
        boolean explains(Comparison c) {
            return c.reason.matches("Close frame with illegal close code ([5-9][0-9]{3}|[0-9]{5})")
                    && (c.theirs.closed() >= 5000 || c.theirs.failure() == 1007)
                    && c.ours.agreesUpToClose(c.theirs);
        }
    },
    /** Netty accepts a reason that ends inside a code point, which is not UTF-8 (RFC 6455, section 5.5.1). */
    CLOSE_REASON_CUT_OFF {
        @Override
        boolean explains(Comparison c) {
            return c.reason.equals("Close reason is not UTF-8")
                    && c.theirs.closed() != 0
                    && c.ours.agreesUpToClose(c.theirs);
        }
    },
    /**
     * Netty refuses a Close frame of one byte at its header. Hawser reads the complete frame, for the log of frames.
     */
    CLOSE_OF_ONE_BYTE_NOT_COMPLETE {
        @Override
        boolean explains(Comparison c) {
            return c.ours.isOpen()
                    && c.theirs.failure() == 1002
                    && c.ours.events().equals(c.theirs.events())
                    && endsWithItsHeader(c.sent);
        }

        private boolean endsWithItsHeader(byte[] sent) {
            // After the two bytes, a masked frame has up to four bytes of its key, and an unmasked frame has none.
            for (int at = Math.max(0, sent.length - 6); at < sent.length - 1; at++) {
                boolean header = (sent[at] & 0xFF) == 0x88 && (sent[at + 1] & 0x7F) == 1;
                if (header && (sent[at + 1] < 0 || at == sent.length - 2)) {
                    return true;
                }
            }
            return false;
        }
    };

    /**
     * The two outcomes for the same bytes.
     *
     * @param sent the bytes
     * @param ours Hawser's outcome
     * @param reason the reason why Hawser failed the connection; empty if it did not
     * @param theirs Netty's outcome
     */
    record Comparison(byte[] sent, Outcome ours, String reason, Outcome theirs) {}

    abstract boolean explains(Comparison comparison);

    /** {@return the difference between two outcomes; empty if they are equal} */
    static Optional<NettyDifference> of(Comparison c) {
        if (c.ours.equals(c.theirs)) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(values())
                .filter(difference -> difference.explains(c))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Hawser: " + c.ours + " " + c.reason + ", Netty: " + c.theirs)));
    }
}
