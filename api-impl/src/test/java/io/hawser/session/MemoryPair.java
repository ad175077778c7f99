package io.hawser.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Two transports, each of which receives the output of the other. */
public final class MemoryPair implements AutoCloseable {

    /** The client's end. */
    public final MemoryTransport client = new MemoryTransport();
    /** The server's end. */
    public final MemoryTransport server = new MemoryTransport();

    private Contexts contexts;

    private final AtomicLong bytesToServer = new AtomicLong();
    private final AtomicLong bytesToClient = new AtomicLong();

    /** Joins the two. */
    public MemoryPair() {
        client.join(to(server, bytesToServer));
        server.join(to(client, bytesToClient));
    }

    /** {@return how many bytes went to the server} */
    public long bytesToServer() {
        return bytesToServer.get();
    }

    /** {@return how many bytes went to the client} */
    public long bytesToClient() {
        return bytesToClient.get();
    }

    private static Wire to(MemoryTransport end, AtomicLong count) {
        return new Wire() {
            @Override
            public void bytes(byte[] bytes) {
                count.addAndGet(bytes.length);
                end.arrive(bytes);
            }

            @Override
            public void ended() {
                end.arriveEnd();
            }

            @Override
            public void reset() {
                end.broke(new IOException("connection reset by peer"));
            }
        };
    }

    /** Runs all waiting work on this thread. */
    public void pump() {
        while (client.write()
                | server.write()
                | client.runEvents()
                | server.runEvents()
                | client.runCallbacks()
                | server.runCallbacks()) {
            // Runs until no work is left.
        }
    }

    /** Runs each context on its own thread from now on, until this object is closed. */
    void start() {
        contexts = new Contexts(List.of(client, server));
    }

    /** Ends the threads. */
    @Override
    public void close() {
        if (contexts != null) {
            contexts.close();
        }
    }

    /** Gives each context of some transports a thread. */
    static final class Contexts implements AutoCloseable {

        private final List<Thread> threads = new ArrayList<>();
        private long changes;
        private boolean closed;

        Contexts(List<MemoryTransport> transports) {
            for (MemoryTransport transport : transports) {
                transport.onWork(this::changed);
                start(transport.facts().id() + " output", transport::write);
                start(transport.facts().id() + " events", transport::runEvents);
                start(transport.facts().id() + " callbacks", transport::runCallbacks);
            }
        }

        private void start(String name, BooleanSupplier context) {
            Thread thread = new Thread(() -> run(context), name);
            threads.add(thread);
            thread.setDaemon(true);
            thread.start();
        }

        private void run(BooleanSupplier context) {
            long seen;
            do {
                seen = changes();
            } while (context.getAsBoolean() || awaitChange(seen));
        }

        private synchronized long changes() {
            return changes;
        }

        private synchronized void changed() {
            changes++;
            notifyAll();
        }

        private synchronized boolean awaitChange(long seen) {
            while (changes == seen && !closed) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    return false;
                }
            }
            return !closed;
        }

        @Override
        public void close() {
            synchronized (this) {
                closed = true;
                notifyAll();
            }
            for (Thread thread : threads) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
