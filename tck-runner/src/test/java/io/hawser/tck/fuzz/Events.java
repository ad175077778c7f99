package io.hawser.tck.fuzz;

import io.hawser.protocol.CloseStatus;
import io.hawser.protocol.MessageSink;
import io.hawser.protocol.MessageWriter;
import io.hawser.protocol.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Records the events of a reader, in a form that does not depend on the pieces of the input. */
final class Events implements MessageSink {

    /** An event of a reader. Buffers are compared by content. */
    sealed interface Event {}

    record Text(String message) implements Event {}

    record Binary(ByteBuffer message) implements Event {}

    /** A part of a message, joined with the parts before it if no other event is between them. */
    record Part(boolean text, ByteBuffer bytes, boolean last) implements Event {}

    record Ping(ByteBuffer payload) implements Event {}

    record Pong(ByteBuffer payload) implements Event {}

    /** A Close frame, with 1005 if it has no code. */
    record Closed(int code, String reason) implements Event {}

    record Failed(int code, String message) implements Event {}

    private final List<Event> events = new ArrayList<>();

    /** {@return the number of events} */
    int count() {
        return events.size();
    }

    /** {@return the events without the last part of an incomplete message, whose length depends on the pieces} */
    List<Event> settled() {
        dropUnfinished();
        return List.copyOf(events);
    }

    /** The connection must be failed. */
    void failed(ProtocolException failure) {
        dropUnfinished();
        events.add(new Failed(failure.closeCode(), failure.getMessage()));
    }

    private void dropUnfinished() {
        int end = events.size() - 1;
        if (end >= 0 && events.get(end) instanceof Part part && !part.last) {
            events.remove(end);
        }
    }

    @Override
    public void text(String message) {
        events.add(new Text(message));
    }

    @Override
    public void textPart(String part, boolean last) {
        part(true, ByteBuffer.wrap(part.getBytes(StandardCharsets.UTF_8)), last);
    }

    @Override
    public void binary(ByteBuffer message) {
        events.add(new Binary(exactly(message)));
    }

    @Override
    public void binaryPart(ByteBuffer part, boolean last) {
        part(false, exactly(part), last);
    }

    @Override
    public void ping(ByteBuffer payload) {
        events.add(new Ping(exactly(payload)));
    }

    @Override
    public void pong(ByteBuffer payload) {
        events.add(new Pong(exactly(payload)));
    }

    @Override
    public void close(CloseStatus status) {
        events.add(new Closed(status.code(), status.reason()));
    }

    private void part(boolean text, ByteBuffer bytes, boolean last) {
        int end = events.size() - 1;
        if (end >= 0 && events.get(end) instanceof Part before && !before.last) {
            Check.that(before.text == text, "a part of another kind of message");
            ByteBuffer joined = ByteBuffer.allocate(before.bytes.remaining() + bytes.remaining());
            events.set(end, new Part(text, joined.put(before.bytes).put(bytes).flip(), last));
        } else {
            events.add(new Part(text, bytes, last));
        }
    }

    /** The buffer must have the properties that {@link MessageSink} promises. */
    private static ByteBuffer exactly(ByteBuffer buffer) {
        Check.that(
                buffer.hasArray() && buffer.position() == 0 && buffer.array().length == buffer.remaining(),
                "a buffer that is not backed by an array of exactly its size");
        return buffer;
    }

    /** Writes the events, without a failure of the connection. */
    static void write(List<Event> events, MessageWriter writer) throws ProtocolException {
        for (Event event : events) {
            if (event instanceof Text text) {
                writer.text(text.message);
            } else if (event instanceof Binary binary) {
                writer.binary(binary.message);
            } else if (event instanceof Part part && part.text) {
                writer.textPart(
                        StandardCharsets.UTF_8.decode(part.bytes.duplicate()).toString(), part.last);
            } else if (event instanceof Part part) {
                writer.binaryPart(part.bytes, part.last);
            } else if (event instanceof Ping ping) {
                writer.ping(ping.payload);
            } else if (event instanceof Pong pong) {
                writer.pong(pong.payload);
            } else if (event instanceof Closed closed) {
                writer.close(
                        closed.code == CloseStatus.NO_STATUS.code()
                                ? CloseStatus.NO_STATUS
                                : new CloseStatus(closed.code, closed.reason));
            }
        }
    }
}
