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
        send(Sender.required(text, "text"), false);
    }

    @Override
    public void sendBinary(ByteBuffer data) throws IOException {
        send(Sender.taken(data, "data"), false);
    }

    @Override
    public void sendText(String part, boolean last) throws IOException {
        Sender.required(part, "part");
        sender.part(this, writer -> writer.textPart(part, last), last);
    }

    @Override
    public void sendBinary(ByteBuffer part, boolean last) throws IOException {
        ByteBuffer taken = Sender.taken(part, "part");
        sender.part(this, writer -> writer.binaryPart(taken, last), last);
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
        sendEncoded(message, false);
    }

    /** Sends what an endpoint's method has returned: it may wait for the end of the turn, others like it may follow. */
    void reply(Object message) throws IOException, EncodeException {
        sendEncoded(message, true);
    }

    private void sendEncoded(Object message, boolean endOfTurn) throws IOException, EncodeException {
        Object encoded = sender.encoded(message);
        if (encoded instanceof ByteBuffer data) {
            send(data, endOfTurn);
        } else {
            send((String) encoded, endOfTurn);
        }
    }

    private void send(ByteBuffer data, boolean endOfTurn) throws IOException {
        sender.blocking(writer -> writer.binary(data), endOfTurn);
    }

    private void send(String text, boolean endOfTurn) throws IOException {
        byte[] utf8 = Utf8.encode(text);
        sender.blocking(writer -> writer.text(utf8), endOfTurn);
    }
}
