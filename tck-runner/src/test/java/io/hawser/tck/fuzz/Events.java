package io.hawser.tck.fuzz;

import io.hawser.protocol.CloseStatus;
import io.hawser.protocol.MessageSink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Keeps what came as text that compares; parts of a message are joined. */
final class Events implements MessageSink {

    final List<String> all = new ArrayList<>();
    /** The bytes and characters of all messages. */
    long size;

    private final StringBuilder part = new StringBuilder();

    private void add(String kind, Object content) {
        all.add(kind + " " + content);
    }

    private static String latin1(ByteBuffer bytes) {
        return StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
    }

    @Override
    public void text(String message) {
        size += message.length();
        add("text", message);
    }

    @Override
    public void textPart(String text, boolean last) {
        size += text.length();
        part.append(text);
        if (last) {
            add("text", part);
            part.setLength(0);
        }
    }

    @Override
    public void binary(ByteBuffer message) {
        size += message.remaining();
        add("binary", latin1(message));
    }

    @Override
    public void binaryPart(ByteBuffer bytes, boolean last) {
        size += bytes.remaining();
        part.append(latin1(bytes));
        if (last) {
            add("binary", part);
            part.setLength(0);
        }
    }

    @Override
    public void ping(ByteBuffer payload) {
        add("ping", latin1(payload));
    }

    @Override
    public void pong(ByteBuffer payload) {
        add("pong", latin1(payload));
    }

    @Override
    public void close(CloseStatus status) {
        add("close", status);
    }
}
