package io.hawser.benchmarks.minimal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * An echo on one thread. It unmasks each frame and sends it back: no messages, no checks, no API. What it does in a
 * second bounds what the load generator can show.
 */
public final class MinimalEcho implements AutoCloseable {

    private static final int BACKLOG = 1024;
    private static final int BUFFER_SIZE = 256 * 1024;

    private final Selector selector = Selector.open();
    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final ByteBuffer input = ByteBuffer.allocateDirect(BUFFER_SIZE);
    /** An unmasked frame is shorter than the masked one, but its header may have come before. */
    private final ByteBuffer output = ByteBuffer.allocateDirect(BUFFER_SIZE + 64);

    private final Thread thread = new Thread(this::run, "minimal-echo");
    private volatile boolean closed;

    private MinimalEcho() throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        thread.setDaemon(true);
    }

    /**
     * Begins to listen on a free port of the loopback interface.
     *
     * @return the server
     * @throws IOException where it cannot listen
     */
    public static MinimalEcho start() throws IOException {
        MinimalEcho echo = new MinimalEcho();
        echo.thread.start();
        return echo;
    }

    /**
     * {@return the TCP port}
     *
     * @throws IOException where the server is closed
     */
    public int port() throws IOException {
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    private void run() {
        try (selector;
                server) {
            while (!closed) {
                selector.select(this::work);
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void work(SelectionKey key) {
        if (key.attachment() instanceof EchoedConnection connection) {
            connection.work(key, input, output);
        } else {
            accept();
        }
    }

    private void accept() {
        try {
            for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
                channel.configureBlocking(false);
                channel.socket().setTcpNoDelay(true);
                channel.register(selector, SelectionKey.OP_READ, new EchoedConnection(channel));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot accept a connection", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
