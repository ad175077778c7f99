package io.hawser.tck.idle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** Visitors that have sent one message each and received its echo. Afterwards they only answer pings. */
final class Crowd implements AutoCloseable {

    private static final String GREETING = "hello";

    private final Selector selector;

    /** Connects a number of visitors, one by one. */
    Crowd(URI uri, int size) throws IOException {
        selector = Selector.open();
        for (int i = 0; i < size; i++) {
            Visitor visitor = new Visitor(uri);
            greet(visitor);
            visitor.quiet().register(selector, SelectionKey.OP_READ);
            selector.selectNow(Crowd::answer);
        }
    }

    static void greet(Visitor visitor) throws IOException {
        String echo = visitor.ask(GREETING);
        if (!echo.equals(GREETING)) {
            throw new IOException("the echo is \"" + echo + '"');
        }
    }

    /** Lets time pass. Fails if the server does not keep all of them. */
    void stay(long nanos) throws IOException {
        long begin = System.nanoTime();
        for (long left = nanos; left > 0; left = nanos - (System.nanoTime() - begin)) {
            selector.select(Crowd::answer, left / 1_000_000 + 1);
        }
    }

    private static void answer(SelectionKey key) {
        try {
            Visitor.pong((SocketChannel) key.channel());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
