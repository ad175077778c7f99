package io.hawser.tck.soak;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.tck.Compression;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Attacks on a server with 64 MB of heap, 24 MB of memory outside of it, and 256 descriptors. A bystander exchanges
 * messages all the time, others can connect at any time, and at the end the server holds nothing for the attackers.
 */
@EnabledOnOs(OS.LINUX)
class ScarceTest {

    private static final List<String> LIMITS = List.of("bash", "-c", "ulimit -n 256 && exec \"$@\"", "limited");
    private static final String[] MEMORY = {"-Xmx64m", "-XX:MaxDirectMemorySize=24m"};
    /** The number of connections that the descriptors allow, next to the JVM's own files. */
    private static final int MANY = 120;
    /** A request for a file uses two descriptors. */
    private static final int MANY_OF_A_FILE = MANY / 2;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SLACK = 8;
    private static final long HEAP_SLACK = 8 << 20;
    /** The most lines in the log, for any number of attackers. */
    private static final int FEW = 100;

    private final List<Peer> attackers = new ArrayList<>();

    @AfterEach
    void attackersLeave() throws IOException {
        for (Peer peer : attackers) {
            peer.close();
        }
        attackers.clear();
    }

    /** An attack on a server. */
    @FunctionalInterface
    private interface Deed {
        void to(Place place) throws Exception;
    }

    /** Attacks, and checks the server during the attack. */
    private void attack(Place place, Deed deed) throws Exception {
        try (place;
                Bystander bystander = new Bystander(place)) {
            bystander.assertUndisturbed();
            Holding before = place.holding();
            deed.to(place);
            bystander.assertUndisturbed();
            try (Peer newcomer = Peer.open(place, "/whole")) {
                assertThat(newcomer.ask("may I come in?")).isEqualTo("may I come in?");
            }
            bystander.assertUndisturbed();
            attackersLeave();
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
                Holding after = place.holding();
                assertThat(after.descriptors()).as("descriptors").isLessThanOrEqualTo(before.descriptors() + SLACK);
                assertThat(after.heap()).as("heap").isLessThanOrEqualTo(before.heap() + HEAP_SLACK);
            });
            bystander.assertUndisturbed();
            assertThat(place.log()).doesNotContain("OutOfMemoryError", "Too many open files");
            assertThat(place.log().lines().count()).as("lines in the log").isLessThan(FEW);
        }
    }

    private static Place scarce(String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(MEMORY));
        all.addAll(List.of(options));
        return Place.standalone(LIMITS, all.toArray(String[]::new));
    }

    private Peer keep(Peer peer) {
        attackers.add(peer);
        return peer;
    }

    private static byte[] request() {
        return ("GET " + Place.FILE + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(ISO_8859_1);
    }

    @Test
    void clientsOfAFileThatEndTheirOutputAndDoNotRead() throws Exception {
        attack(scarce(), place -> {
            int before = place.holding().descriptors();
            for (int i = 0; i < 6 * MANY_OF_A_FILE; i++) {
                // The end of input arrives with the request, before the answer is written.
                keep(Peer.connectNarrow(place)).send(request()).endOutput();
                if (attackers.size() == MANY_OF_A_FILE) {
                    for (Peer peer : attackers) {
                        assertThat(peer.head()).startsWith("HTTP/1.1 200 ");
                    }
                    attackersLeave();
                    // There are not enough descriptors for those who leave and those who come.
                    await().atMost(PATIENCE).until(() -> place.holding().descriptors() <= before + SLACK);
                }
            }
        });
    }

    @Test
    void streamedMessagesThatNeverEnd() throws Exception {
        attack(scarce("-Dio.hawser.maxThreads=" + MANY / 2), place -> {
            for (int i = 0; i < MANY; i++) {
                Peer peer = keep(Peer.open(place, i % 2 == 0 ? "/streams" : "/reading"));
                peer.send(Peer.frame(i % 3 == 0 ? Peer.TEXT : Peer.BINARY, "once upon".getBytes(UTF_8)));
            }
            // Receivers that do not read use the remaining memory.
            for (int i = 0; i < 4; i++) {
                keep(Peer.connectNarrow(place).shakeHands("/large")).text("4000000");
            }
        });
    }

    @Test
    void compressedMessagesThatNeverEnd() throws Exception {
        byte[] frame = Peer.frame(Peer.RSV1 | Peer.BINARY, Compression.deflated(new byte[1_040_000]));
        attack(scarce(), place -> {
            for (int i = 0; i < MANY; i++) {
                Peer peer = keep(Peer.connect(place));
                peer.negotiate("/whole", "permessage-deflate");
                peer.send(frame);
            }
        });
    }

    @Test
    void receiversThatNeverRead() throws Exception {
        attack(scarce(), place -> {
            for (int i = 0; i < 40; i++) {
                keep(Peer.connectNarrow(place)).shakeHands("/crowd");
            }
            try (Peer sender = Peer.open(place, "/crowd")) {
                // Much less than each of the others, which are ended because of what they hold.
                String message = "m".repeat(10_000);
                for (int i = 0; i < 400; i++) {
                    assertThat(sender.ask(message)).hasSameSizeAs(message);
                }
            }
            try (Peer observer = Peer.open(place, "/report")) {
                assertThat(observer.ask("what has been?").lines())
                        .as("what was wrong")
                        .hasSizeLessThanOrEqualTo(2);
            }
        });
    }

    @Test
    void manyMessagesToAMethodThatSendsWithAHandler() throws Exception {
        attack(scarce(), place -> {
            byte[] message = Peer.frame(Peer.FIN | Peer.TEXT, "m".getBytes(UTF_8));
            byte[] thousand = new byte[1_000 * message.length];
            for (int i = 0; i < thousand.length; i += message.length) {
                System.arraycopy(message, 0, thousand, i, message.length);
            }
            int before = place.holding().peak();
            Peer peer = keep(Peer.open(place, "/handler"));
            for (int i = 0; i < 20; i++) {
                peer.write(thousand);
            }
            for (int i = 0; i < 20_000; i++) {
                assertThat(peer.nextOfData().text()).isEqualTo("m");
            }
            assertThat(place.holding().peak()).as("threads").isLessThan(before + 16);
        });
    }

    @Test
    void streamsThatAreBrokenOff() throws Exception {
        attack(scarce(), place -> {
            for (int i = 0; i < 4 * MANY; i++) {
                try (Peer peer = Peer.open(place, "/reading")) {
                    peer.send(Peer.frame(Peer.BINARY, new byte[10]));
                    if (i % 2 == 0) {
                        peer.reset();
                    }
                }
            }
        });
    }

    /** The stack of each thread is so large that only some fit. */
    @Test
    void threadsThatCannotBeStarted() throws Exception {
        Place place = Place.standalone(
                List.of("bash", "-c", "ulimit -v 3000000 && export MALLOC_ARENA_MAX=1 && exec \"$@\"", "limited"),
                "-Xmx64m",
                "-XX:ThreadStackSize=65536",
                "-XX:+UseSerialGC",
                "-XX:ReservedCodeCacheSize=64m",
                "-XX:CompressedClassSpaceSize=64m",
                "-Dio.hawser.messageTimeout=300000");
        try (place;
                Bystander bystander = new Bystander(place)) {
            for (int i = 0; i < MANY; i++) {
                keep(Peer.open(place, "/reading")).send(Peer.frame(Peer.BINARY, new byte[10]));
            }
            bystander.assertUndisturbed();
            attackersLeave();
            List<Peer> newcomers = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                newcomers.add(keep(Peer.open(place, Good.ECHOES[i % Good.ECHOES.length])));
            }
            for (Peer newcomer : newcomers) {
                assertThat(newcomer.ask("hello")).isEqualTo("hello");
            }
            bystander.assertUndisturbed();
            assertThat(place.log().lines().count()).as("lines in the log").isLessThan(FEW);
        }
    }
}
