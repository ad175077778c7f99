package io.hawser.tck.spec;

import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** An object of an application, with encoders and decoders. */
class Word {

    private final String text;

    Word(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** A word of a subclass. */
    static final class Name extends Word {
        Name(String text) {
            super(text);
        }
    }

    /** Encodes as text, and fails for some words. Records its life cycle. */
    public static class AsText implements Encoder.Text<Word> {

        private final AtomicInteger inside = new AtomicInteger();
        private int uses;

        public AsText() {
            Journal.add("encoder made");
        }

        @Override
        public String encode(Word word) throws EncodeException {
            if (inside.incrementAndGet() != 1) {
                Journal.add("two threads are in the encoder");
            }
            Thread.yield();
            uses++;
            inside.decrementAndGet();
            if (word.text().equals("unspeakable")) {
                throw new EncodeException(word, "this word is not spoken");
            }
            return "<" + word.text() + "> use " + uses;
        }
    }

    /** Encodes as binary. */
    public static class AsBinary implements Encoder.Binary<Word> {
        @Override
        public ByteBuffer encode(Word word) {
            return ByteBuffer.wrap(word.text().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Encodes to a writer. */
    public static class AsTextStream implements Encoder.TextStream<Word> {
        @Override
        public void encode(Word word, Writer writer) throws IOException {
            writer.write("written ");
            writer.write(word.text());
        }
    }

    /** Encodes to a stream. */
    public static class AsBinaryStream implements Encoder.BinaryStream<Word> {
        @Override
        public void encode(Word word, OutputStream stream) throws IOException {
            stream.write(word.text().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Encodes only names. */
    public static class NameAsText implements Encoder.Text<Name> {
        @Override
        public String encode(Name name) {
            return "name " + name.text();
        }
    }

    /** Decodes text in angle brackets, and declines other text. Records its life cycle. */
    public static class OfText implements Decoder.Text<Word> {

        private int uses;

        public OfText() {
            Journal.add("decoder made");
        }

        @Override
        public boolean willDecode(String text) {
            return text.startsWith("<");
        }

        @Override
        public Word decode(String text) throws DecodeException {
            if (!text.endsWith(">")) {
                throw new DecodeException(text, "the word does not end");
            }
            uses++;
            return new Word("angle " + text + " use " + uses);
        }
    }

    /** Decodes text in square brackets, and declines other text. */
    public static class OfOtherText implements Decoder.Text<Word> {
        @Override
        public boolean willDecode(String text) {
            return text.startsWith("[");
        }

        @Override
        public Word decode(String text) {
            return new Word("square " + text);
        }
    }

    /** Decodes binary messages that are not empty. */
    public static class OfBinary implements Decoder.Binary<Word> {
        @Override
        public boolean willDecode(ByteBuffer bytes) {
            return bytes.hasRemaining();
        }

        @Override
        public Word decode(ByteBuffer bytes) {
            return new Word("binary " + StandardCharsets.UTF_8.decode(bytes));
        }
    }

    /** Decodes text from a reader. */
    public static class OfTextStream implements Decoder.TextStream<Word> {
        @Override
        public Word decode(Reader reader) throws IOException {
            StringBuilder text = new StringBuilder("read ");
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                text.append((char) c);
            }
            return new Word(text.toString());
        }
    }

    /** Decodes binary messages from a stream. */
    public static class OfBinaryStream implements Decoder.BinaryStream<Word> {
        @Override
        public Word decode(InputStream stream) throws IOException {
            return new Word("streamed " + new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Has only a constructor with an argument. */
    public static class EncoderWithArgument extends AsText {
        public EncoderWithArgument(String argument) {}
    }

    /** Has only a constructor with an argument. */
    public static class DecoderWithArgument extends OfText {
        public DecoderWithArgument(String argument) {}
    }
}
