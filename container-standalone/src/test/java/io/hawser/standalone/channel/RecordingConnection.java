package io.hawser.standalone.channel;

import io.hawser.transport.OutputSource;
import io.hawser.transport.Transport;
import io.hawser.transport.TransportEvents;
import io.hawser.transport.TransportSignals;
import io.hawser.transport.WriteBuffer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A test double of the engine. Records the events and signals of a transport, and provides bytes to write. */
public class RecordingConnection implements TransportEvents, TransportSignals, OutputSource {

    final Queue<String> events = new ConcurrentLinkedQueue<>();
    final Queue<String> signals = new ConcurrentLinkedQueue<>();
    final Queue<Output> outputs = new ConcurrentLinkedQueue<>();
    final ByteArrayOutputStream input = new ByteArrayOutputStream();
    final AtomicInteger inside = new AtomicInteger();
    volatile int received;
    public volatile Consumer<byte[]> onInput = bytes -> {};

    @Override
    public void received(ByteBuffer bytes) {
        alone(() -> {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            input.writeBytes(copy);
            received = input.size();
            onInput.accept(copy);
        });
    }

    @Override
    public void inputEnded() {
        alone(() -> events.add("ended"));
    }

    @Override
    public void failed(Throwable cause) {
        alone(() -> events.add("failed"));
    }

    @Override
    public void inputArrived() {
        signals.add("arrived");
    }

    @Override
    public void memoryChanged() {}

    @Override
    public void inputOver() {
        signals.add("over");
    }

    @Override
    public void lost(Throwable cause) {
        signals.add("lost");
    }

    private void alone(Runnable event) {
        if (inside.getAndIncrement() != 0) {
            events.add("overlapping events");
        }
        event.run();
        inside.getAndDecrement();
    }

    @Override
    public Output next() {
        return outputs.poll();
    }

    /**
     * Offers bytes to write. {@return a future that completes with {@code null} if they were written, or with the cause
     * of the failure}
     */
    public CompletableFuture<Throwable> send(Transport transport, byte[] bytes) {
        return send(transport, bytes, false);
    }

    public CompletableFuture<Throwable> send(Transport transport, byte[] bytes, boolean endOfTurn) {
        CompletableFuture<Throwable> done = new CompletableFuture<>();
        WriteBuffer buffer = transport.lend(bytes.length);
        buffer.bytes().put(bytes);
        outputs.add(new Output() {
            @Override
            public boolean endsFrame() {
                return true;
            }

            @Override
            public WriteBuffer buffer() {
                return buffer;
            }

            @Override
            public boolean reportsCompletion() {
                return true;
            }

            @Override
            public void written() {
                done.complete(null);
            }

            @Override
            public void failed(Throwable cause) {
                done.complete(cause);
            }
        });
        transport.requestWrite(endOfTurn);
        return done;
    }
}
