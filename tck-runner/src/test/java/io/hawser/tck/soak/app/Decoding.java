package io.hawser.tck.soak.app;

import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;

/** Has a decoder and an encoder, and answers in the order of the messages. */
@ServerEndpoint(
        value = "/decoding/{name}",
        decoders = {Decoding.ToWord.class, Decoding.ToLump.class},
        encoders = {Decoding.OfWord.class, Decoding.OfLump.class})
public class Decoding {

    /** The beginning of a message that cannot be decoded. */
    private static final String BAD = "bad";

    /** Created by the container for each connection. */
    public Decoding() {}

    /** A text. */
    public record Word(String text) {}

    /** Bytes. */
    public record Lump(ByteBuffer bytes) {}

    /** Throws if it refuses the text. */
    public static final class ToWord implements Decoder.Text<Word> {
        @Override
        public Word decode(String text) throws DecodeException {
            if (text.startsWith(BAD)) {
                throw new DecodeException(text, "a bad word:\n" + text);
            }
            if (text.startsWith("worse")) {
                throw new IllegalStateException("a worse word:\n" + text);
            }
            return new Word(text);
        }

        @Override
        public boolean willDecode(String text) {
            return true;
        }
    }

    /** Accepts all messages. */
    public static final class ToLump implements Decoder.Binary<Lump> {
        @Override
        public Lump decode(ByteBuffer bytes) {
            return new Lump(bytes);
        }

        @Override
        public boolean willDecode(ByteBuffer bytes) {
            return true;
        }
    }

    /** Of a text. */
    public static final class OfWord implements Encoder.Text<Word> {
        @Override
        public String encode(Word word) {
            return word.text();
        }
    }

    /** Of bytes. */
    public static final class OfLump implements Encoder.Binary<Lump> {
        @Override
        public ByteBuffer encode(Lump lump) {
            return lump.bytes();
        }
    }

    @OnOpen
    public void opened(Session session, @PathParam("name") String name) {
        Ends.opened(session);
        if (name.equals(BAD)) {
            throw new IllegalArgumentException("a bad name");
        }
    }

    @OnMessage
    public Word answer(Word word, Session session) {
        Ends.heard(session);
        return word;
    }

    @OnMessage
    public Lump answer(Lump lump, Session session) {
        Ends.heard(session);
        return lump;
    }

    @OnError
    public void failed(Throwable failure) {
        // The peer has sent an invalid message.
    }

    @OnClose
    public void closed(Session session) {
        Ends.closed(session);
    }
}
