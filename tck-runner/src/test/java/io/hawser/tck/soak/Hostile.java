package io.hawser.tck.soak;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Attacks a server in random ways, and keeps some connections that are stuck. */
final class Hostile implements Runnable {

    static final List<Attack> ALL = Stream.<Attack[]>of(
                    HandshakeAttack.values(), FrameAttack.values(), MessageAttack.values())
            .flatMap(Stream::of)
            .toList();

    private static final int MOST_HELD = 16;
    /** The time in which the server may still owe output to a peer. */
    private static final int PATIENCE_MILLIS = 2_000;

    private final Place place;
    private final Counts counts;
    private final Random random;
    private final BooleanSupplier goesOn;
    private final Deque<Peer> held = new ArrayDeque<>();

    Hostile(Place place, Counts counts, Random random, BooleanSupplier goesOn) {
        this.place = place;
        this.counts = counts;
        this.random = random;
        this.goesOn = goesOn;
    }

    @Override
    public void run() {
        while (goesOn.getAsBoolean()) {
            Attack attack = ALL.get(random.nextInt(ALL.size()));
            counts.attack(attack.name());
            attempt(attack);
            if (held.size() > MOST_HELD) {
                release();
            }
        }
        while (!held.isEmpty()) {
            release();
        }
    }

    private void attempt(Attack attack) {
        int before = held.size();
        try {
            attack.by(this);
        } catch (IOException | AssertionError e) {
            // The server has ended or refused the connection.
        }
        while (held.size() > before + 1) {
            release();
        }
    }

    /** The oldest connection ends in a random way. */
    private void release() {
        try (Peer peer = held.removeFirst()) {
            if (random.nextBoolean()) {
                peer.reset();
            }
        } catch (IOException e) {
            // The connection has ended already.
        }
    }

    Random random() {
        return random;
    }

    /** Connects. The connection stays for a while after the attack. */
    Peer connect() throws IOException {
        return keep(Peer.connect(place));
    }

    /** Connects with a small receive buffer. */
    Peer connectNarrow() throws IOException {
        return keep(Peer.connectNarrow(place));
    }

    Peer open(String path) throws IOException {
        return connect().shakeHands(path);
    }

    private Peer keep(Peer peer) throws IOException {
        held.addLast(peer);
        peer.patience(PATIENCE_MILLIS);
        return peer;
    }

    byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    String anyEcho() {
        return Good.ECHOES[random.nextInt(Good.ECHOES.length)];
    }
}
