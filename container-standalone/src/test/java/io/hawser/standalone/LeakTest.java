package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.standalone.channel.Loopback;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every lent buffer and every buffer of input is released exactly once, however a connection ends. */
@Timeout(120)
class LeakTest {

    private final Queue<String> leaks = new ConcurrentLinkedQueue<>();
    private final Logger logger = Logger.getLogger(ResourceLeakDetector.class.getName());
    private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            leaks.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void watch() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        logger.addHandler(handler);
    }

    @AfterEach
    void unwatch() {
        ResourceLeakDetector.setLevel(before);
        logger.removeHandler(handler);
    }

    private enum Way {
        RESET_BY_PEER,
        END_OF_INPUT,
        ABORT,
        CLOSE,
        FAILING_EVENT
    }

    @Test
    void nothingLeaksHoweverAConnectionEnds() throws Exception {
        try (Loopback loopback = new Loopback()) {
            for (int round = 0; round < 10; round++) {
                for (Way way : Way.values()) {
                    end(loopback, way);
                }
            }
        }
        assertNoLeaks();
    }

    private static void end(Loopback loopback, Way way) throws Exception {
        RawPeer peer = loopback.connect();
        Loopback.End end = loopback.accepted();
        CompletableFuture<Throwable> small = end.connection().send(end.transport(), new byte[10]);
        CompletableFuture<Throwable> large = end.connection().send(end.transport(), new byte[8 << 20]);
        if (way == Way.FAILING_EVENT) {
            end.connection().onInput = bytes -> {
                throw new IllegalStateException("expected");
            };
        }
        peer.send(new byte[10_000]);
        switch (way) {
            case RESET_BY_PEER -> peer.reset();
            case END_OF_INPUT -> {
                peer.endOutput();
                end.transport().close(false);
                peer.rest();
            }
            case ABORT -> end.transport().abort();
            case CLOSE -> {
                end.transport().close(false);
                peer.rest();
                peer.close();
            }
            case FAILING_EVENT -> {}
        }
        end.channel().closeFuture().await();
        CompletableFuture<Throwable> late = end.connection().send(end.transport(), new byte[100]);
        CompletableFuture.allOf(small, large, late).join();
        assertThat(late.join()).isNotNull();
        peer.close();
    }

    @Test
    void nothingLeaksInOpeningHandshakesOfAnyKind() throws Exception {
        try (HawserServer server =
                HawserServer.builder().addEndpoint(Endpoints.Echo.class).start()) {
            for (int i = 0; i < 20; i++) {
                try (RawPeer peer = RawPeer.connect(server.port())) {
                    peer.send(RawPeer.handshake("/echo").getBytes(), RawPeer.frame("x"));
                    if (i % 2 == 0) {
                        peer.reset();
                    }
                }
                try (RawPeer peer = RawPeer.connect(server.port())) {
                    peer.send(RawPeer.handshake("/nowhere").getBytes(), RawPeer.frame("x"))
                            .rest();
                }
                try (RawPeer peer = RawPeer.connect(server.port())) {
                    peer.send(RawPeer.handshake("/echo").substring(0, 50)).reset();
                }
            }
        }
        assertNoLeaks();
    }

    /**
     * Netty finds a leak when the lost object is collected and another buffer is allocated. So the test loses one
     * buffer, which Netty must report.
     */
    private void assertNoLeaks() {
        loseOne();
        Awaitility.await().until(() -> {
            System.gc();
            PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
            return !leaks.isEmpty();
        });
        System.gc();
        PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
        assertThat(leaks).allMatch(leak -> leak.contains("loseOne"));
    }

    private static void loseOne() {
        ByteBuf lost = PooledByteBufAllocator.DEFAULT.directBuffer(16);
        lost.touch("loseOne");
    }
}
