package io.hawser.tck.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.tck.WirePeer.Frame;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** A member of a room. It gets all messages of each member in order, each once. */
final class Member extends Good {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String MARK = "member";
    private static final int MOST_MESSAGES = 100;
    private static final int MOST_LETTERS = 500;

    Member(Place place, Counts counts, Random random, BooleanSupplier goesOn) {
        super(place, counts, random, goesOn);
    }

    @Override
    void session() throws IOException {
        String name = String.valueOf(NAMES.incrementAndGet());
        Map<String, Integer> last = new HashMap<>();
        last.put(name, 0);
        try (Peer peer = Peer.open(place, "/room")) {
            peer.patience(PATIENCE_MILLIS);
            for (int i = 1 + random.nextInt(MOST_MESSAGES); i > 0 && goesOn(); i--) {
                int number = last.get(name) + 1;
                peer.text(MARK + " " + name + " " + number + " " + letters(random.nextInt(MOST_LETTERS)));
                while (last.get(name) < number) {
                    hear(peer.nextOfData(), last);
                }
            }
            peer.closing(1000);
            Frame frame = peer.nextOfData();
            while (frame.opcode() != Peer.CLOSE) {
                hear(frame, last);
                frame = peer.nextOfData();
            }
            assertThat(frame.closeCode()).isEqualTo(1000);
            assertThat(peer.untilEnd()).isEmpty();
        }
    }

    private void hear(Frame frame, Map<String, Integer> last) {
        assertThat(frame.firstByte()).isEqualTo(Peer.FIN | Peer.TEXT);
        String[] words = frame.text().split(" ", 4);
        // Hostile peers may be in the room.
        if (words.length == 4 && words[0].equals(MARK)) {
            int number = Integer.parseInt(words[2]);
            Integer before = last.put(words[1], number);
            if (before != null) {
                assertThat(number).as("number of the message of " + words[1]).isEqualTo(before + 1);
            }
            counts.message();
        }
    }
}
