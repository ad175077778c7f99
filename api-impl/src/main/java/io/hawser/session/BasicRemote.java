package io.hawser.session;

import io.hawser.protocol.Utf8;
import io.hawser.session.output.OutgoingMessage;
import jakarta.websocket.EncodeException;
import jakarta.websocket.RemoteEndpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;

/** Sends, and waits while much earlier output waits (Jakarta WebSocket 2.2, {@link RemoteEndpoint.Basic}). */
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
        sender.part(this, new OutgoingMessage.TextPart(part, last), last);
    }

    @Override
    public void sendBinary(ByteBuffer part, boolean last) throws IOException {
        ByteBuffer taken = Sender.taken(part, "part");
        sender.part(this, new OutgoingMessage.BinaryPart(taken, last), last);
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

    /**
     * Sends the value that an endpoint's method has returned. It may stay until the end of the turn, since more replies
     * may follow.
     */
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
        sender.blocking(new OutgoingMessage.Binary(data), endOfTurn);
    }

    private void send(String text, boolean endOfTurn) throws IOException {
        byte[] utf8 = Utf8.encode(text);
        sender.blocking(new OutgoingMessage.Text(utf8), endOfTurn);
    }
}
