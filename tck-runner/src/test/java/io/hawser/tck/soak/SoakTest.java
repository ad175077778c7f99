package io.hawser.tck.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hawser.tck.servlet.EachServer;
import io.hawser.tck.servlet.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;

/**
 * All servers at once, for the minutes in {@code -Dhawser.soak.minutes}, 30 with {@code -Psoak}. With
 * {@code -Dhawser.soak.seed} the peers repeat the same actions, but their timing is random.
 */
@ExtendWith(EachServer.class)
class SoakTest {

    private static final String MINUTES = "hawser.soak.minutes";
    private static final String DEFAULT_MINUTES = "0.6";
    private static final String SERVERS = "hawser.soak.servers";
    private static final String SEED = "hawser.soak.seed";
    /** The first part of the time, in which classes are loaded, pools filled, and code compiled. */
    private static final int WARM_UP_SHARE = 4;

    @Test
    void nothingIsLostAndNothingIsLeft(List<Server> servers, TestReporter reporter) throws Exception {
        Duration time =
                Duration.ofMillis((long) (60_000 * Double.parseDouble(System.getProperty(MINUTES, DEFAULT_MINUTES))));
        assumeTrue(!time.isZero(), () -> "skipped by -D" + MINUTES + "=0");
        long seed = Long.getLong(SEED, new Random().nextLong());
        String wanted = System.getProperty(SERVERS, ".*");
        List<Place> places = new ArrayList<>();
        try {
            if ("standalone".matches(wanted)) {
                places.add(Place.standalone("-Xmx256m"));
            }
            for (Server server : servers) {
                if (server.toString().matches(wanted)) {
                    places.add(Place.deployedTo(server));
                }
            }
            List<CompletableFuture<Void>> runs = new ArrayList<>();
            for (Place place : places) {
                runs.add(CompletableFuture.runAsync(() -> soak(place, seed, time, reporter), SoakTest::start));
            }
            assertAll("-D" + SEED + "=" + seed, runs.stream().map(run -> (Executable) run::get));
        } finally {
            places.forEach(Place::close);
        }
    }

    private static void start(Runnable run) {
        new Thread(run, "soak").start();
    }

    private static void soak(Place place, long seed, Duration time, TestReporter reporter) {
        Soak soak = new Soak(place, seed);
        try {
            List<String> threads = place.holding().threads();
            soak.round(time.dividedBy(WARM_UP_SHARE));
            // Idle threads end soon, but threads of a round may still exist.
            Holding before = place.holding().with(threads);
            soak.round(time.minus(time.dividedBy(WARM_UP_SHARE)));
            Holding after = soak.assertNoMoreThan(before);
            assertThat(soak.counts().faults()).as(place + ": " + soak.counts()).isEmpty();
            assertThat(place.log())
                    .as(place + " reports each connection once")
                    .doesNotContain("reports that repeatedly");
            reporter.publishEntry(place.toString(), soak.counts() + "; " + after);
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }
}
