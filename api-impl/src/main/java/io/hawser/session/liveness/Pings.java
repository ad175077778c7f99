package io.hawser.session.liveness;

import io.hawser.HawserSession;
import io.hawser.log.Log;
import io.hawser.protocol.Role;
import io.hawser.session.output.Outbound;
import io.hawser.thread.Completions;
import io.hawser.transport.Transport;
import java.io.IOException;
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
import java.util.function.Supplier;

/**
 * The unanswered pings of one connection that the engine itself has sent, in their order. A pong answers the ping whose
 * payload it carries and all before it (RFC 6455, section 5.5.3). Pings of the application are not tracked here: their
 * payloads may repeat, so that a pong would not show which ping it answers.
 */
public final class Pings {

    private static final Log LOG = Log.of(Pings.class);
    private static final String NO_ANSWER = "the ping was not answered: ";
    private static final int PAYLOAD_BYTES = Long.BYTES;
    /** The most pings that are kept if no caller waits for them. A peer may never answer. */
    private static final int MAX_KEPT_PINGS = 32;

    /** One ping. The answer is {@code null} for a keepalive ping, for which nobody waits. */
    private record Ping(ByteBuffer payload, long sentAt, CompletableFuture<Duration> answer) {
        boolean keepsAlive() {
            return answer == null;
        }
    }

    private final Outbound outbound;
    private final Transport transport;
    /** Separate from the completions of sends: a {@code SendHandler} may wait for the answer to a ping. */
    private final Completions completions;

    private final int pongSize;
    private final Deque<Ping> unanswered = new ArrayDeque<>(1);
    private volatile Duration latency;
    private volatile boolean inputOver;
    private int keepAliveBytes;

    /**
     * Makes the pings of a connection.
     *
     * @param role the role of the sending end
     * @param outbound sends the pings
     * @param transport has the time, and the threads for completions
     */
    public Pings(Role role, Outbound outbound, Transport transport) {
        this.outbound = outbound;
        this.transport = transport;
        this.completions = new Completions(transport::completion);
        this.pongSize = PAYLOAD_BYTES + (role == Role.SERVER ? 6 : 2);
    }

    /** Sends a ping for the application: {@link HawserSession#ping()}. */
    public CompletableFuture<Duration> ping() {
        CompletableFuture<Duration> answer = new CompletableFuture<>();
        try {
            send(answer);
        } catch (IOException e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }

    /** Sends a keepalive ping. */
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
        ByteBuffer payload = ByteBuffer.allocate(PAYLOAD_BYTES)
                .putLong(ThreadLocalRandom.current().nextLong())
                .flip();
        outbound.ping(
                writer -> {
                    writer.ping(payload);
                    add(new Ping(payload, transport.nanoTime(), answer));
                },
                answer == null ? null : failure -> fail(answer, failure));
        if (inputOver && answer != null) {
            // The input may have ended after the check above.
            fail(answer, unanswerable());
        }
    }

    private void fail(CompletableFuture<Duration> answer, Throwable cause) {
        if (cause != null) {
            IOException failure = cause instanceof IOException io ? io : new IOException("the ping is lost", cause);
            // User code that depends on the future must not delay the events of the session, nor the I/O.
            completions.add(new Completions.Completion() {
                @Override
                public void tell() {
                    answer.completeExceptionally(failure);
                }
            });
        }
    }

    private synchronized void add(Ping ping) {
        unanswered.add(ping);
        if (unanswered.size() > MAX_KEPT_PINGS && unanswered.element().keepsAlive()) {
            unanswered.remove();
        }
    }

    /**
     * Handles a pong.
     *
     * @param payload the payload of the pong
     * @return whether it answers one of these pings, so that the application does not get it
     */
    public boolean answered(ByteBuffer payload) {
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
                answer(ping, now);
            }
        }
        return true;
    }

    private void answer(Ping ping, long now) {
        completions.add(new Completions.Completion() {
            @Override
            public void tell() {
                ping.answer().complete(Duration.ofNanos(now - ping.sentAt()));
            }
        });
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
     * Checks whether a read counts as silence of the peer. Called once for each read.
     *
     * @param size the number of bytes read
     * @return whether all of them were pongs for pings of {@link #keepAlive()}
     */
    public boolean wereAll(int size) {
        boolean all = keepAliveBytes == size;
        keepAliveBytes = 0;
        return all;
    }

    /**
     * Fails the pings that wait, since the peer has ended its output. A pong that has arrived may wait behind a method,
     * and that method may wait for the pong, so nobody may wait any more. The pings are still known, so that such a
     * pong finds its ping.
     */
    public void inputOver() {
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

    /**
     * Fails all pings, since no pong will be handled any more.
     *
     * @param reason makes the end of the message of the exception
     */
    public void end(Supplier<String> reason) {
        List<Ping> lost;
        synchronized (this) {
            lost = List.copyOf(unanswered);
            unanswered.clear();
        }
        for (Ping ping : lost) {
            if (!ping.keepsAlive()) {
                fail(ping.answer(), new IOException(NO_ANSWER + reason.get()));
            }
        }
    }

    /** Handles a tick. */
    public void tick() {
        completions.tick();
    }

    /** Notes that no tick will come any more. */
    public void endTicks() {
        completions.endTicks();
    }

    /** {@return the number of pings that wait for their pong} */
    public synchronized int unanswered() {
        return unanswered.size();
    }

    /** {@return the time between the last answered ping and its pong; empty if none was answered} */
    public Optional<Duration> latency() {
        return Optional.ofNullable(latency);
    }
}
