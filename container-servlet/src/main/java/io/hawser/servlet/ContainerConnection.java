package io.hawser.servlet;

import io.hawser.servlet.ServerTraits.WayToClose;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An upgraded connection as the container has it, and how it is closed there. Some containers end the connection with
 * its streams, some with the {@code WebConnection} alone, and some wait in either for a peer that reads.
 */
final class ContainerConnection {

    private static final long SETTLING_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final WebConnection web;
    private final String id;
    private final Workers workers;
    private final ServerTraits traits;
    private final ServletInputStream input;
    private final ServletOutputStream output;
    /** The thread that waits for the container, of our own ones. */
    private Thread closer;

    /**
     * @param application whose connection it is
     * @param id names it in the log
     * @param web the container's
     * @throws IOException where the container has no streams for it
     */
    ContainerConnection(ServletApplication application, String id, WebConnection web) throws IOException {
        this.web = web;
        this.id = id;
        this.workers = application.workers();
        this.traits = ServerTraits.of(web, application.traits());
        this.input = web.getInputStream();
        this.output = web.getOutputStream();
    }

    ServerTraits traits() {
        return traits;
    }

    ServletInputStream input() {
        return input;
    }

    ServletOutputStream output() {
        return output;
    }

    /**
     * Closes what has nothing left to write. Does not wait.
     *
     * @param reading what reads it
     * @param writing what writes it
     * @param done run when everything is closed
     */
    void closeInOrder(InputPump reading, OutputPump writing, Runnable done) {
        switch (traits.wayToClose()) {
            case CONNECTION -> here(() -> Closing.quietly(web, id), done);
            case STREAMS ->
                here(
                        () -> {
                            Closing.quietly(output, id);
                            reading.execute(() -> Closing.quietly(input, id), Runnable::run);
                        },
                        done);
            case BOTH ->
                elsewhere(
                        () -> {
                            settle(reading, writing);
                            closeBoth();
                        },
                        done);
        }
    }

    /**
     * Closes at once, whatever is left to write. Does not wait.
     *
     * @param reading what reads it
     * @param writing what writes it
     * @param done run when everything is closed
     */
    void cut(InputPump reading, OutputPump writing, Runnable done) {
        if (traits.wayToClose() == WayToClose.BOTH) {
            elsewhere(
                    () -> {
                        settle(reading, writing);
                        Closing.withoutWaiting(this::closeBoth);
                    },
                    done);
        } else {
            here(() -> Closing.withoutWaiting(() -> Closing.quietly(web, id)), done);
        }
    }

    /** Interrupts who closes, and waits for the container at it. */
    synchronized void hurry() {
        if (closer != null) {
            closer.interrupt();
        }
    }

    /** Waits for those who are at the streams, and lets nobody else there. */
    private void settle(InputPump reading, OutputPump writing) {
        writing.retire();
        reading.retire();
        long begun = System.nanoTime();
        while ((writing.isBusy() || reading.isBusy()) && System.nanoTime() - begun < SETTLING_NANOS) {
            LockSupport.parkNanos(this, GLANCE_NANOS);
        }
    }

    /** The streams first: those of GlassFish are another connection's once this one is closed. */
    private void closeBoth() {
        Closing.quietly(output, id);
        Closing.quietly(input, id);
        Closing.quietly(web, id);
    }

    private static void here(Runnable closing, Runnable done) {
        try {
            closing.run();
        } finally {
            done.run();
        }
    }

    /** Not on a thread of the container, nor on one that is at the streams: whoever closes may wait for them. */
    private void elsewhere(Runnable closing, Runnable done) {
        if (workers.isStopped()) {
            here(() -> Closing.withoutWaiting(this::closeBoth), done);
        } else {
            workers.execute(() -> {
                closer(Thread.currentThread());
                try {
                    closing.run();
                } finally {
                    closer(null);
                    Thread.interrupted();
                    done.run();
                }
            });
        }
    }

    private synchronized void closer(Thread thread) {
        closer = thread;
    }
}
