package io.hawser.tck.fuzz;

import java.util.Arrays;
import java.util.Optional;

/** Where Hawser and Netty differ, and why. */
enum NettyDifference {
    /** Netty looks at a text frame when it is complete; RFC 6455, section 8.1, wants the connection to be failed. */
    UTF8_AT_THE_FIRST_WRONG_BYTE {
        @Override
        boolean explains(Outcome ours, Outcome theirs) {
            return ours.failure() == 1007 && theirs.isOpen() && ours.events().equals(theirs.events());
        }
    },
    /**
     * A Close frame with 5000 or more: there are no such codes (RFC 6455, section 7.4.2, ends at 4999), so that it is
     * an error of the protocol.
     */
    CLOSE_CODE_BEYOND_4999 {
        @Override
        boolean explains(Outcome ours, Outcome theirs) {
            return ours.failure() == 1002 && theirs.closed() >= 5000 && ours.agreesUpToClose(theirs);
        }
    };

    abstract boolean explains(Outcome ours, Outcome theirs);

    /** {@return the difference between two outcomes; empty if they are the same} */
    static Optional<NettyDifference> of(Outcome ours, Outcome theirs) {
        if (ours.equals(theirs)) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(values())
                .filter(difference -> difference.explains(ours, theirs))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Hawser: " + ours + ", Netty: " + theirs)));
    }
}
