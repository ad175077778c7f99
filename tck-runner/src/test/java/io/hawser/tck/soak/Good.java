package io.hawser.tck.soak;

import java.util.Random;
import java.util.function.BooleanSupplier;

/** A client that opens session after session, and verifies each message in each. */
abstract class Good implements Runnable {

    static final String[] ECHOES = {
        "/whole", "/handler", "/future", "/blocking", "/partial", "/streams", "/sleeping", "/reading", "/decoding/good"
    };

    /** Long enough if all processors are busy. */
    static final int PATIENCE_MILLIS = 120_000;

    /** Letters of one to four bytes in UTF-8. */
    private static final int[] LETTERS = {'a', 'b', ' ', 'e', 0xE9, 0x3B1, 0x20AC, 0x1F600};

    final Place place;
    final Counts counts;
    final Random random;
    private final BooleanSupplier goesOn;

    Good(Place place, Counts counts, Random random, BooleanSupplier goesOn) {
        this.place = place;
        this.counts = counts;
        this.random = random;
        this.goesOn = goesOn;
    }

    @Override
    public final void run() {
        while (goesOn()) {
            try {
                session();
                counts.session();
            } catch (Exception | AssertionError e) {
                counts.fault(getClass().getSimpleName() + " of " + place, e);
            }
        }
    }

    final boolean goesOn() {
        return goesOn.getAsBoolean();
    }

    /** Opens a session, verifies its messages, and closes it. */
    abstract void session() throws Exception;

    final String anyEcho() {
        return ECHOES[random.nextInt(ECHOES.length)];
    }

    /** {@return a text of a number of letters} */
    final String letters(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.appendCodePoint(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return text.toString();
    }

    final byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** {@return a random size up to a maximum, usually a small one} */
    final int size(int most) {
        return random.nextInt(1 + random.nextInt(1 + random.nextInt(most)));
    }
}
