package io.hawser.session;

import io.hawser.protocol.Role;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The engine's own pings of one connection that are not answered yet, in the order in which they were sent. A pong
 * answers the ping whose payload it carries and all before it (RFC 6455, section 5.5.3). The pings of the application
 * are its own business: their payloads may repeat, so that a pong would not tell which one it answers.
 */
final class Pings {

    private static final Logger LOG = System.getLogger(Pings.class.getPackageName());
    private static final String NO_ANSWER = "the ping was not answered: ";
    private static final int PAYLOAD = Long.BYTES;
    /** More of those that nobody awaits are not kept: a peer may never answer. */
    private static final int MOST_KEPT = 32;

    /** One ping; nobody awaits the answer to one for the sake of the connection. */
    private record Ping(ByteBuffer payload, long sentAt, CompletableFuture<Duration> answer) {
        boolean keepsAlive() {
            return answer == null;
        }
    }

    private final Outbound outbound;
    private final Transport transport;
    private final int pongSize;
    private final Deque<Ping> unanswered = new ArrayDeque<>(1);
    private volatile Duration latency;
    private volatile boolean inputOver;
    private int keepAliveBytes;

    Pings(Role role, Outbound outbound, Transport transport) {
        this.outbound = outbound;
        this.transport = transport;
        this.pongSize = PAYLOAD + (role == Role.SERVER ? 6 : 2);
    }

    /** Pings for the application: {@link HawserSession#ping()}. */
    CompletableFuture<Duration> ping() {
        CompletableFuture<Duration> answer = new CompletableFuture<>();
        try {
            send(answer);
        } catch (IOException e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }

    /** Pings for the sake of the connection. */
    void keepAlive() {
        try {
            send(null);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> transport.facts().id() + " is not pinged: " + e.getMessage());
        }
    }

    private void send(CompletableFuture<Duration> answer) throws IOException {
        if (inputOver) {
            throw unanswerable();
        }
        ByteBuffer payload = ByteBuffer.allocate(PAYLOAD)
                .putLong(ThreadLocalRandom.current().nextLong())
                .flip();
        outbound.ping(
                writer -> {
                    writer.ping(payload);
                    add(new Ping(payload, transport.nanoTime(), answer));
                },
                answer == null ? null : failure -> fail(answer, failure));
        if (inputOver && answer != null) {
            // Since it was asked above.
            fail(answer, unanswerable());
        }
    }

    private void fail(CompletableFuture<Duration> answer, Throwable cause) {
        if (cause != null) {
            IOException failure = cause instanceof IOException io ? io : new IOException("the ping is lost", cause);
            // What the application has attached to it must not hold up the events of the session, nor the I/O.
            transport.completion(() -> answer.completeExceptionally(failure));
        }
    }

    private synchronized void add(Ping ping) {
        unanswered.add(ping);
        if (unanswered.size() > MOST_KEPT && unanswered.element().keepsAlive()) {
            unanswered.remove();
        }
    }

    /** A pong came; {@return whether the application is not to hear of it} */
    boolean answered(ByteBuffer payload) {
        List<Ping> answered = takeUntil(payload);
        if (answered.isEmpty()) {
            return false;
        }
        long now = transport.nanoTime();
        Ping last = answered.get(answered.size() - 1);
        latency = Duration.ofNanos(now - last.sentAt());
        if (last.keepsAlive()) {
            keepAliveBytes += pongSize;
        }
        for (Ping ping : answered) {
            if (!ping.keepsAlive()) {
                transport.completion(() -> ping.answer().complete(Duration.ofNanos(now - ping.sentAt())));
            }
        }
        return true;
    }

    private synchronized List<Ping> takeUntil(ByteBuffer payload) {
        if (unanswered.stream().noneMatch(ping -> ping.payload().equals(payload))) {
            return List.of();
        }
        List<Ping> taken = new ArrayList<>();
        Ping ping;
        do {
            ping = unanswered.remove();
            taken.add(ping);
        } while (!ping.payload().equals(payload));
        return taken;
    }

    /**
     * Tells what was read apart from silence. Called once for each read.
     *
     * @param size how many bytes were read
     * @return whether they were nothing but pongs for pings of {@link #keepAlive()}
     */
    boolean wereAll(int size) {
        boolean all = keepAliveBytes == size;
        keepAliveBytes = 0;
        return all;
    }

    /**
     * The peer has ended its output. An answer that has come may wait behind a method that waits for it, so that nobody
     * waits any more; but what has come is still known for what it answers.
     */
    void inputOver() {
        List<Ping> waiting;
        synchronized (this) {
            inputOver = true;
            waiting = List.copyOf(unanswered);
        }
        for (Ping ping : waiting) {
            if (!ping.keepsAlive()) {
                fail(ping.answer(), unanswerable());
            }
        }
    }

    private static IOException unanswerable() {
        return new IOException(NO_ANSWER + "the peer has ended its output");
    }

    /** No answer will be heard any more. */
    void end(String reason) {
        List<Ping> lost;
        synchronized (this) {
            lost = List.copyOf(unanswered);
            unanswered.clear();
        }
        for (Ping ping : lost) {
            if (!ping.keepsAlive()) {
                fail(ping.answer(), new IOException(NO_ANSWER + reason));
            }
        }
    }

    synchronized int unanswered() {
        return unanswered.size();
    }

    Optional<Duration> latency() {
        return Optional.ofNullable(latency);
    }
}
