package io.hawser.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Records the messages that it gets. Buffers are compared by content. */
public class RecordedMessages implements MessageSink {

    /** A call of the sink. */
    public record Event(String kind, Object content) {}

    public final List<Event> events = new ArrayList<>();

    public static Event textOf(String message) {
        return new Event("text", message);
    }

    public static Event textPartOf(String part, boolean last) {
        return new Event(last ? "last text part" : "text part", part);
    }

    public static Event binaryOf(byte... message) {
        return new Event("binary", ByteBuffer.wrap(message));
    }

    public static Event binaryPartOf(boolean last, byte... part) {
        return new Event(last ? "last binary part" : "binary part", ByteBuffer.wrap(part));
    }

    public static Event pingOf(byte... payload) {
        return new Event("ping", ByteBuffer.wrap(payload));
    }

    public static Event pongOf(byte... payload) {
        return new Event("pong", ByteBuffer.wrap(payload));
    }

    public static Event closeOf(CloseStatus status) {
        return new Event("close", status);
    }

    @Override
    public void text(String message) {
        events.add(textOf(message));
    }

    @Override
    public void textPart(String part, boolean last) {
        events.add(textPartOf(part, last));
    }

    @Override
    public void binary(ByteBuffer message) {
        events.add(new Event("binary", message));
    }

    @Override
    public void binaryPart(ByteBuffer part, boolean last) {
        events.add(new Event(last ? "last binary part" : "binary part", part));
    }

    @Override
    public void ping(ByteBuffer payload) {
        events.add(new Event("ping", payload));
    }

    @Override
    public void pong(ByteBuffer payload) {
        events.add(new Event("pong", payload));
    }

    @Override
    public void close(CloseStatus status) {
        events.add(closeOf(status));
    }
}
