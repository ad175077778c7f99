package io.hawser.standalone.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.standalone.Logged;
import io.hawser.standalone.RawPeer;
import io.hawser.standalone.loop.WorkerThread;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollSocketChannel;
import java.io.EOFException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(120)
class ChannelTransportTest {

    private final Loopback loopback = new Loopback();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void end() {
        release.countDown();
        loopback.close();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void nativeEpollServesOnLinux() throws Exception {
        try (RawPeer peer = loopback.connect()) {
            assertThat(Epoll.unavailabilityCause()).isNull();
            assertThat(loopback.accepted().channel()).isInstanceOf(EpollSocketChannel.class);
            assertThat(peer.socket().isConnected()).isTrue();
        }
    }

    @Test
    void inputArrivesInOrderOnAWorkerAndNeverOnALoop() throws Exception {
        try (RawPeer peer = loopback.connect()) {
            Loopback.End end = loopback.accepted();
            Queue<Thread> threads = new ConcurrentLinkedQueue<>();
            end.connection().onInput = bytes -> threads.add(Thread.currentThread());
            byte[] sent = random(100_000);
            for (int at = 0; at < sent.length; at += 777) {
                peer.send(Arrays.copyOfRange(sent, at, Math.min(sent.length, at + 777)));
            }
            awaitInput(end, sent.length);

            assertThat(end.connection().input.toByteArray()).isEqualTo(sent);
            assertThat(threads).allMatch(WorkerThread.class::isInstance);
            assertThat(end.connection().events).isEmpty();
        }
    }

    @Test
    void sixteenMebibytesGoThroughTinyWritesOfThePeer() throws Exception {
        try (RawPeer peer = loopback.connect()) {
            Loopback.End end = loopback.accepted();
            peer.socket().setSendBufferSize(4096);
            byte[] sent = random(16 << 20);
            for (int at = 0; at < sent.length; at += 4093) {
                peer.send(Arrays.copyOfRange(sent, at, Math.min(sent.length, at + 4093)));
            }
            awaitInput(end, sent.length);

            assertThat(end.connection().input.toByteArray()).isEqualTo(sent);
        }
    }

    @Test
    void outputOfManyThreadsArrivesWholeAndEachThreadsInItsOrder() throws Exception {
        try (RawPeer peer = loopback.connect()) {
            Loopback.End end = loopback.accepted();
            int threads = 4;
            int each = 2000;
            for (int t = 0; t < threads; t++) {
                int thread = t;
                new Thread(() -> {
                            for (int i = 0; i < each; i++) {
                                byte[] bytes = {(byte) thread, (byte) (i >> 8), (byte) i};
                                end.connection().send(end.transport(), bytes);
                            }
                        })
                        .start();
            }
            int[] next = new int[threads];
            for (int i = 0; i < threads * each; i++) {
                byte[] bytes = peer.bytes(3);
                assertThat((bytes[1] & 0xff) << 8 | bytes[2] & 0xff).isEqualTo(next[bytes[0]]++);
            }
        }
    }

    /** A flush between the header of a frame and its payload would make two packets. */
    @Test
    void whatOneTurnWritesIsOneWriteToTheSocket() throws Exception {
        try (RawPeer peer = loopback.connect()) {
            Loopback.End end = loopback.accepted();
            end.transport().execute(() -> {
                end.connection().send(end.transport(), new byte[10], true);
                end.connection().send(end.transport(), new byte[100], true);
            });
            byte[] buffer = new byte[1000];

            assertThat(peer.socket().getInputStream().read(buffer)).isEqualTo(110);
        }
    }

    /** A completion at the hand-off would not depend on the peer. */
    @Test
    void outputCompletesWhenItIsWrittenAndNotWhenItIsHandedOff() throws Exception {
        try (RawPeer peer = loopback.connect()) {
            Loopback.End end = loopback.accepted();
            CompletableFuture<Throwable> first = end.connection().send(end.transport(), new byte[10]);
            assertThat(first.get(20, TimeUnit.SECONDS)).isNull();

            CompletableFuture<Throwable> last = null;
            int size = 64 << 20;
            for (int sent = 0; sent < size; sent += 1 << 20) {
                last = end.connection().send(end.transport(), new byte[1 << 20]);
            }
            Awaitility.await().until(() -> !end.channel().isWritable());
            assertThat(last.isDone())
                    .as("the peer reads nothing, and sockets hold less")
                    .isFalse();

            assertThat(peer.bytes(10 + size)).hasSize(10 + size);
            assertThat(last.get(20, TimeUnit.SECONDS)).isNull();
        }
    }

    /** The header is written and the payload waits when the connection ends. Nothing may be written after that. */
    @Test
    void outputThatIsHalfWrittenFailsWithTheConnection() throws Exception {
        RawPeer peer = loopback.connect();
        Loopback.End end = loopback.accepted();
        CompletableFuture<Throwable> large = end.connection().send(end.transport(), new byte[64 << 20]);
        CompletableFuture<Throwable> behind = end.connection().send(end.transport(), new byte[10]);
        Awaitility.await().until(() -> !end.channel().isWritable());
        peer.reset();

        assertThat(large.get(20, TimeUnit.SECONDS)).isNotNull();
        assertThat(behind.get(20, TimeUnit.SECONDS)).isNotNull();
        Awaitility.await().until(() -> end.connection().events.contains("failed"));
        CompletableFuture<Throwable> late = end.connection().send(end.transport(), new byte[10]);
        assertThat(late.get(20, TimeUnit.SECONDS)).isNotNull();
        assertThat(end.connection().events).containsOnlyOnce("failed");
    }

    /** If a blocked write held a lock that the reader needs for its pong, both would stop for ever. */
    @Test
    void readingGoesOnWhileThePeerTakesNoOutput() throws Exception {
        try (RawPeer peer = loopback.connect()) {
            Loopback.End end = loopback.accepted();
            end.connection().send(end.transport(), new byte[64 << 20]);
            Awaitility.await().until(() -> !end.channel().isWritable());
            end.connection().onInput = bytes -> end.connection().send(end.transport(), bytes, true);
            peer.send("ping");
            awaitInput(end, 4);

            assertThat(peer.bytes(64 << 20)).hasSize(64 << 20);
            assertThat(new String(peer.bytes(4), StandardCharsets.US_ASCII)).isEqualTo("ping");
        }
    }

    /** The end of input is not a failure: the other direction still works. */
    @Test
    void aHalfClosedPeerIsToldOfAndStillGetsOutput() throws Exception {
        try (RawPeer peer = loopback.connect()) {
            Loopback.End end = loopback.accepted();
            peer.send("last words").endOutput();
            Awaitility.await().until(() -> end.connection().events.contains("ended"));
            assertThat(end.connection().input.toString(StandardCharsets.US_ASCII))
                    .isEqualTo("last words");

            end.connection().send(end.transport(), "answer".getBytes(StandardCharsets.US_ASCII));
            end.transport().close(false);
            assertThat(new String(peer.rest(), StandardCharsets.US_ASCII)).isEqualTo("answer");
            assertThat(end.connection().events).containsExactly("ended");
        }
    }

    @Test
    void aResetIsAFailureAndToldOnce() throws Exception {
        RawPeer peer = loopback.connect();
        Loopback.End end = loopback.accepted();
        peer.reset();
        end.channel().closeFuture().await();
        Awaitility.await().until(() -> !end.connection().events.isEmpty());

        assertThat(end.connection().events).containsExactly("failed");
    }

    @Test
    void closeWritesEverythingFirst() throws Exception {
        try (RawPeer peer = loopback.connect()) {
            Loopback.End end = loopback.accepted();
            byte[] bytes = random(8 << 20);
            end.connection().send(end.transport(), bytes);
            end.transport().close(false);

            assertThat(peer.rest()).isEqualTo(bytes);
        }
    }

    /** A socket that is closed while input is unread sends a reset, which destroys what the peer has not read yet. */
    @Test
    void theLastBytesSurviveInputThatNobodyReads() throws Exception {
        try (RawPeer peer = loopback.connect()) {
            Loopback.End end = loopback.accepted();
            end.transport().demand(false);
            byte[] bytes = random(1 << 20);
            end.transport().execute(() -> {
                end.connection().send(end.transport(), bytes);
                end.transport().close(false);
            });
            peer.send(new byte[1 << 20]);

            assertThat(peer.rest()).isEqualTo(bytes);
        }
    }

    @Test
    void aClosedChannelDoesNotWaitForAPeerThatStaysForEver() throws Exception {
        try (RawPeer peer = loopback.connect()) {
            Loopback.End end = loopback.accepted();
            end.transport().close(false);
            assertThat(peer.rest()).isEmpty();

            end.channel().closeFuture().await();
        }
    }

    @Test
    void closeGivesUpOnAPeerThatTakesNothing() throws Exception {
        try (RawPeer peer = loopback.connect()) {
            Loopback.End end = loopback.accepted();
            CompletableFuture<Throwable> output = end.connection().send(end.transport(), new byte[64 << 20]);
            end.transport().close(false);

            assertThat(output.get(20, TimeUnit.SECONDS)).isNotNull();
            end.channel().closeFuture().await();
            assertThat(peer.socket().isClosed()).isFalse();
        }
    }

    @Test
    void abortResetsAndFailsWhatWaits() throws Exception {
        try (RawPeer peer = loopback.connect()) {
            Loopback.End end = loopback.accepted();
            CompletableFuture<Throwable> output = end.connection().send(end.transport(), new byte[64 << 20]);
            Awaitility.await().until(() -> !end.channel().isWritable());
            end.transport().abort();

            assertThat(output.get(20, TimeUnit.SECONDS)).isNotNull();
            assertThatThrownBy(peer::rest).isInstanceOfAny(SocketException.class, EOFException.class);
            Awaitility.await().until(() -> end.connection().events.contains("failed"));
            assertThat(end.connection().events).containsExactly("failed");
        }
    }

    @Test
    void readingPausesWhileAConnectionDoesNotTakeItsInput() throws Exception {
        try (RawPeer peer = loopback.connect()) {
            Loopback.End end = loopback.accepted();
            end.connection().onInput = bytes -> awaitRelease();
            int size = 32 << 20;
            Thread sender = new Thread(() -> {
                try {
                    peer.send(new byte[size]);
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            sender.start();
            Awaitility.await().until(() -> !end.channel().config().isAutoRead());
            assertThat(end.connection().received).isLessThan(1 << 20);

            release.countDown();
            awaitInput(end, size);
            sender.join();
            assertThat(end.channel().config().isAutoRead()).isTrue();
        }
    }

    @Test
    void demandPausesReadingAndResumesIt() throws Exception {
        try (RawPeer peer = loopback.connect()) {
            Loopback.End end = loopback.accepted();
            end.transport().demand(false);
            Awaitility.await().until(() -> !end.channel().config().isAutoRead());
            peer.send("later");
            end.transport().demand(true);

            awaitInput(end, 5);
        }
    }

    /** A connection that waits in its endpoint has its own thread. The loop and the other connections do not wait. */
    @Test
    void aBlockedConnectionHoldsUpNoOther() throws Exception {
        try (RawPeer stuck = loopback.connect()) {
            Loopback.End blocked = loopback.accepted();
            blocked.connection().onInput = bytes -> awaitRelease();
            stuck.send("x");
            for (int i = 0; i < 20; i++) {
                try (RawPeer peer = loopback.connect()) {
                    Loopback.End end = loopback.accepted();
                    end.connection().onInput = bytes -> end.connection().send(end.transport(), bytes, true);
                    peer.send("echo");
                    assertThat(new String(peer.bytes(4), StandardCharsets.US_ASCII))
                            .isEqualTo("echo");
                }
            }
            assertThat(release.getCount()).isOne();
        }
    }

    @Test
    void anEventThatThrowsAbortsItsConnectionAlone() throws Exception {
        try (Logged logged = new Logged();
                RawPeer bad = loopback.connect()) {
            Loopback.End broken = loopback.accepted();
            broken.connection().onInput = bytes -> {
                throw new IllegalStateException("expected");
            };
            try (RawPeer good = loopback.connect()) {
                Loopback.End end = loopback.accepted();
                end.connection().onInput = bytes -> end.connection().send(end.transport(), bytes);
                bad.send("x");
                broken.channel().closeFuture().await();
                good.send("fine");

                assertThat(new String(good.bytes(4), StandardCharsets.US_ASCII)).isEqualTo("fine");
                assertThat(logged.linesWith("an event has failed")).hasSize(1);
            }
        }
    }

    @Test
    void outputThatIsHeldBackLeavesWithoutTheEndOfATurnThatBlocks() throws Exception {
        try (RawPeer peer = loopback.connect()) {
            Loopback.End end = loopback.accepted();
            end.transport().execute(() -> {
                end.connection().send(end.transport(), new byte[5], true);
                awaitRelease();
            });

            assertThat(peer.bytes(5)).hasSize(5);
            assertThat(release.getCount()).isOne();
        }
    }

    @Test
    void streamsAreReadOffTheLoopAndDoNotWaitForEvents() throws Exception {
        try (RawPeer peer = loopback.connect()) {
            Loopback.End end = loopback.accepted();
            end.transport().execute(this::awaitRelease);
            CompletableFuture<Thread> thread = new CompletableFuture<>();
            end.transport().stream(() -> thread.complete(Thread.currentThread()));

            assertThat(thread.get(20, TimeUnit.SECONDS).getName()).startsWith("hawser-test-worker");
            assertThat(peer.socket().isConnected()).isTrue();
        }
    }

    private static void awaitInput(Loopback.End end, int bytes) {
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> end.connection().received == bytes);
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The log has the seed, with which a failure can be repeated. */
    private static byte[] random(int size) {
        long seed = System.nanoTime();
        System.getLogger(ChannelTransportTest.class.getName()).log(System.Logger.Level.INFO, "seed {0,number,#}", seed);
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
