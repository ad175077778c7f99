package io.hawser.tck.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Good and hostile peers of one server, in rounds. After each round the server must hold nothing of them. */
final class Soak {

    private static final int WIRE_CLIENTS = 3;
    private static final int MEMBERS = 3;
    private static final int HOSTILES = 4;

    /** The time for all peers to end, and for idle threads to end. */
    private static final Duration QUIET = Duration.ofSeconds(90);

    /** A tolerance for memory that does not grow with time: caches, statistics, classes that were loaded late. */
    private static final long HEAP_SLACK = 8 << 20;

    /** Pools keep memory in large pieces. */
    private static final long DIRECT_SLACK = 32 << 20;

    private static final int SLACK = 8;

    private final Place place;
    private final Random random;
    private final Counts counts = new Counts();

    Soak(Place place, long seed) {
        this.place = place;
        this.random = new Random(seed);
    }

    Counts counts() {
        return counts;
    }

    /** Lets the peers run for a time, and then ends them. */
    void round(Duration time) throws InterruptedException, IOException {
        long end = System.nanoTime() + time.toNanos();
        BooleanSupplier goesOn = () -> System.nanoTime() < end;
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < WIRE_CLIENTS; i++) {
            all.add(start(new WireClient(place, counts, next(), goesOn)));
        }
        for (int i = 0; i < MEMBERS; i++) {
            all.add(start(new Member(place, counts, next(), goesOn)));
        }
        all.add(start(new LibraryClient(place, counts, next(), goesOn)));
        for (int i = 0; i < HOSTILES; i++) {
            all.add(start(new Hostile(place, counts, next(), goesOn)));
        }
        for (Thread thread : all) {
            thread.join(time.plus(QUIET).toMillis());
            assertThat(thread.isAlive()).as("%s goes on", thread.getName()).isFalse();
        }
        assertEachEndedOnce();
    }

    private Random next() {
        return new Random(random.nextLong());
    }

    private Thread start(Runnable peer) {
        Thread thread = new Thread(peer, peer.getClass().getSimpleName() + " of " + place);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void assertEachEndedOnce() throws IOException {
        try (Peer observer = Peer.open(place, "/report")) {
            await().atMost(QUIET).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
                String[] told = observer.ask("what has been?").split("\n", 3);
                assertThat(told[1]).as("sessions of %s that are open", place).isEmpty();
                String[] numbers = told[0].split(" ");
                assertThat(numbers[0]).as("opened and closed at %s", place).isEqualTo(numbers[1]);
                assertThat(told).as("what was wrong at %s", place).hasSize(2);
            });
        }
    }

    /** Waits until the server holds no more than before. */
    Holding assertNoMoreThan(Holding before) {
        Holding[] now = new Holding[1];
        await().atMost(QUIET.toSeconds(), TimeUnit.SECONDS)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    now[0] = place.holding();
                    String as = "%s, which held " + before + ", and now " + now[0];
                    assertThat(now[0].descriptors())
                            .as(as, "descriptors of " + place)
                            .isLessThanOrEqualTo(before.descriptors() + SLACK);
                    assertThat(now[0].ownThreads())
                            .as(as, "threads of " + place)
                            .isLessThanOrEqualTo(before.ownThreads() + SLACK);
                    assertThat(now[0].heap())
                            .as(as, "heap of " + place)
                            .isLessThanOrEqualTo(before.heap() + HEAP_SLACK);
                    assertThat(now[0].direct())
                            .as(as, "direct memory of " + place)
                            .isLessThanOrEqualTo(before.direct() + DIRECT_SLACK);
                });
        return now[0];
    }

    Place place() {
        return place;
    }
}
