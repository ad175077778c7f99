package io.hawser.standalone;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Says, in one word, whether a loop's carrier is in a turn, and in which one. Odd numbers are turns. The carrier and
 * whoever wants to relieve it end a turn in the same way, so that exactly one of them has the role afterwards, and with
 * it all that the role guards.
 */
final class CarrierWord {

    private final AtomicLong word = new AtomicLong();

    /** Begins a turn. Called by the carrier between turns. {@return the turn} */
    long begin() {
        long turn = word.getPlain() + 1;
        word.set(turn);
        return turn;
    }

    /** Takes the role at the end of a turn, or in the middle of it. {@return whether the caller has it now} */
    boolean take(long turn) {
        return word.compareAndSet(turn, turn + 1);
    }

    /** {@return the turn that is under way, or 0 where there is none} */
    long turn() {
        long value = word.get();
        return (value & 1) == 0 ? 0 : value;
    }
}
