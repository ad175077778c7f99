package io.hawser.session;

import io.hawser.protocol.Utf8;
import jakarta.websocket.EncodeException;
import jakarta.websocket.RemoteEndpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;

/** Sends, waiting while much waits before it (Jakarta WebSocket 2.2, {@link RemoteEndpoint.Basic}). */
final class BasicRemote extends Remote implements RemoteEndpoint.Basic {

    BasicRemote(Sender sender) {
        super(sender);
    }

    @Override
    public void sendText(String text) throws IOException {
        byte[] utf8 = Utf8.encode(Sender.required(text, "text"));
        sender.blocking(writer -> writer.text(utf8));
    }

    @Override
    public void sendBinary(ByteBuffer data) throws IOException {
        Sender.required(data, "data");
        sender.blocking(writer -> writer.binary(data));
    }

    @Override
    public void sendText(String part, boolean last) throws IOException {
        Sender.required(part, "part");
        sender.part(this, writer -> writer.textPart(part, last), last);
    }

    @Override
    public void sendBinary(ByteBuffer part, boolean last) throws IOException {
        Sender.required(part, "part");
        sender.part(this, writer -> writer.binaryPart(part, last), last);
    }

    @Override
    public OutputStream getSendStream() {
        return new MessageOutputStream(sender);
    }

    @Override
    public Writer getSendWriter() {
        return new MessageTextWriter(sender);
    }

    @Override
    public void sendObject(Object message) throws IOException, EncodeException {
        send(message, false);
    }

    /** Sends what an endpoint's method has returned: it may wait for the end of the turn, others like it may follow. */
    void reply(Object message) throws IOException, EncodeException {
        send(message, true);
    }

    private void send(Object message, boolean endOfTurn) throws IOException, EncodeException {
        Sender.required(message, "message");
        if (Sender.plain(message) instanceof ByteBuffer data) {
            sender.blocking(writer -> writer.binary(data), endOfTurn);
        } else {
            byte[] utf8 = Utf8.encode((String) Sender.plain(message));
            sender.blocking(writer -> writer.text(utf8), endOfTurn);
        }
    }
}
