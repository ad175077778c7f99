package io.hawser.servlet.transport;

import io.hawser.servlet.quirks.CloseWithoutWaiting;
import io.hawser.servlet.quirks.ServerQuirks;
import io.hawser.servlet.quirks.Servers;
import io.hawser.servlet.quirks.WayToClose;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An upgraded connection on the container's side, and the ways to close it there. Some containers end the connection
 * with its streams, some only with the {@code WebConnection}. On some containers, either close waits for a peer that
 * reads.
 */
final class ContainerConnection {

    private static final long SETTLING_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final WebConnection web;
    private final String id;
    private final Workers workers;
    private final ServerQuirks quirks;
    // Known from the beginning: a container may still call when the class loader of an ended application finds no
    // classes.
    private final WayToClose wayToClose;
    private final CloseWithoutWaiting closeWithoutWaiting = new CloseWithoutWaiting();
    private final ServletInputStream input;
    private final ServletOutputStream output;
    /** The thread of the application that closes the connection; the container may keep it waiting. */
    private Thread closer;

    /**
     * Takes over a connection.
     *
     * @param connections the group that contains the connection
     * @param id the name of the connection in the log
     * @param web the container's connection
     * @throws IOException if the container has no streams for it
     */
    ContainerConnection(ConnectionGroup connections, String id, WebConnection web) throws IOException {
        this.web = web;
        this.id = id;
        this.workers = connections.workers();
        this.quirks = Servers.of(web, connections.quirks());
        this.wayToClose = quirks.wayToClose();
        this.input = web.getInputStream();
        this.output = web.getOutputStream();
    }

    /** {@return the quirks of the server of the connection} */
    ServerQuirks quirks() {
        return quirks;
    }

    /** {@return the stream for reads} */
    ServletInputStream input() {
        return input;
    }

    /** {@return the stream for writes} */
    ServletOutputStream output() {
        return output;
    }

    /** Prepares the connection for an error that the container has reported. */
    void beforeError() {
        quirks.beforeError(output);
    }

    /**
     * Closes a connection that has nothing left to write. Does not wait.
     *
     * @param reading reads the connection
     * @param writing writes the connection
     * @param done run when everything is closed
     */
    void closeInOrder(InputPump reading, OutputPump writing, Runnable done) {
        switch (wayToClose) {
            case CONNECTION -> here(() -> Closing.quietly(web, id), done);
            case STREAMS ->
                here(
                        () -> {
                            Closing.quietly(output, id);
                            reading.execute(() -> Closing.quietly(input, id), Runnable::run);
                        },
                        done);
            case CONNECTION_APART, BOTH ->
                elsewhere(
                        () -> {
                            settle(reading, writing);
                            closeAll();
                        },
                        done);
        }
    }

    /**
     * Closes the connection at once, even if output is left to write. Does not wait.
     *
     * @param reading reads the connection
     * @param writing writes the connection
     * @param done run when everything is closed
     */
    void cut(InputPump reading, OutputPump writing, Runnable done) {
        if (wayToClose == WayToClose.BOTH || wayToClose == WayToClose.CONNECTION_APART) {
            elsewhere(
                    () -> {
                        settle(reading, writing);
                        closeWithoutWaiting.run(this::closeAll);
                    },
                    done);
        } else {
            here(
                    () -> {
                        quirks.beforeCut(web);
                        closeWithoutWaiting.run(() -> Closing.quietly(web, id));
                    },
                    done);
        }
    }

    /** Interrupts the thread that closes the connection, if the container keeps it waiting. */
    synchronized void hurry() {
        if (closer != null) {
            closer.interrupt();
        }
    }

    /** Waits for the threads that use the streams, and keeps all other threads from using them. */
    private void settle(InputPump reading, OutputPump writing) {
        writing.retire();
        reading.retire();
        long begun = System.nanoTime();
        while ((writing.isBusy() || reading.isBusy()) && System.nanoTime() - begun < SETTLING_NANOS) {
            LockSupport.parkNanos(this, GLANCE_NANOS);
        }
    }

    /** Closes the streams first: GlassFish gives them to another connection after this one is closed. */
    private void closeAll() {
        quirks.beforeClose(web);
        if (wayToClose == WayToClose.BOTH) {
            Closing.quietly(output, id);
            Closing.quietly(input, id);
        }
        Closing.quietly(web, id);
    }

    private static void here(Runnable closing, Runnable done) {
        try {
            closing.run();
        } finally {
            done.run();
        }
    }

    /**
     * Runs a close on a worker, unless the workers have stopped. Threads of the container, and threads that use the
     * streams, must not run it, since the close may wait for them.
     */
    private void elsewhere(Runnable closing, Runnable done) {
        if (workers.isStopped()) {
            here(() -> closeWithoutWaiting.run(this::closeAll), done);
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
