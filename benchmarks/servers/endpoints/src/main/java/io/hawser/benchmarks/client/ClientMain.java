package io.hawser.benchmarks.client;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.WebSocketContainer;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;

/** Sends and receives with the client that is on the class path, for a limited time, and says what that took. */
public final class ClientMain {

    /** A measurement waits so long for its first message. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final int MAX_MESSAGE_SIZE = 20 * 1024 * 1024;

    private final WebSocketContainer container = ContainerProvider.getWebSocketContainer();
    private final LongAdder count = new LongAdder();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final URI uri;
    private final int connections;

    private ClientMain(URI uri, int connections) {
        this.uri = uri;
        this.connections = connections;
        container.setDefaultMaxTextMessageBufferSize(MAX_MESSAGE_SIZE);
        container.setDefaultMaxBinaryMessageBufferSize(MAX_MESSAGE_SIZE);
    }

    /**
     * Prints the number of messages that came back, and the nanoseconds of time and of CPU time of this process.
     *
     * @param arguments the URI of an echo, the number of connections, of messages in flight on each, and of bytes of a
     *     message, whether they are {@code text} or {@code binary}, and the milliseconds to warm up and to measure
     * @throws Exception where the client cannot connect, or nothing comes back
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 7) {
            throw new IllegalArgumentException("usage: ClientMain URI CONNECTIONS DEPTH SIZE text|binary WARM_MS MS");
        }
        ClientMain load = new ClientMain(URI.create(arguments[0]), Integer.parseInt(arguments[1]));
        int depth = Integer.parseInt(arguments[2]);
        int size = Integer.parseInt(arguments[3]);
        if (arguments[4].equals("binary")) {
            load.connect(ByteBuffer.class, messages(new ByteBuffer[depth], number -> binary(number, size)));
        } else {
            load.connect(String.class, messages(new String[depth], number -> text(number, size)));
        }
        try {
            load.measure(Long.parseLong(arguments[5]), Long.parseLong(arguments[6]));
        } catch (IllegalStateException e) {
            e.printStackTrace();
            System.exit(1);
        }
        System.exit(0); // Threads of some clients would keep the process.
    }

    private static <M> M[] messages(M[] messages, IntFunction<M> message) {
        for (int i = 0; i < messages.length; i++) {
            messages[i] = message.apply(i);
        }
        return messages;
    }

    private static ByteBuffer binary(int number, int size) {
        byte[] bytes = new byte[size];
        new Random(number).nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private static String text(int number, int size) {
        return new Random(number)
                .ints(size, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private <M> void connect(Class<M> type, M[] messages) throws Exception {
        List<Echoed<M>> all = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Echoed<M> connection = new Echoed<>(type, messages, count, failure::set);
            all.add(connection);
            container.connectToServer(
                    connection, ClientEndpointConfig.Builder.create().build(), uri);
        }
        all.forEach(Echoed::begin);
    }

    private void measure(long warmMillis, long millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(warmMillis);
        long start = System.nanoTime();
        Duration cpu = cpu();
        long before = count.sum();
        TimeUnit.MILLISECONDS.sleep(millis);
        while (count.sum() == before && System.nanoTime() - start < PATIENCE_NANOS) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        long messages = count.sum() - before;
        Duration used = cpu().minus(cpu);
        if (failure.get() != null) {
            throw new IllegalStateException("a session has failed", failure.get());
        }
        System.out.println("measured " + messages + " " + (System.nanoTime() - start) + " " + used.toNanos());
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
