package io.hawser.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The types and the order of encoders and decoders, and the ones that are refused at deployment. */
class CodecsTest {

    private static final Session SESSION = Sessions.untouchable();

    /** An object with the name of its codec. */
    private record Word(String text) {}

    public static class FromText implements Decoder.Text<Word> {
        @Override
        public Word decode(String text) {
            return new Word("text " + text);
        }

        @Override
        public boolean willDecode(String text) {
            return text.startsWith("t");
        }
    }

    public static class FromReader implements Decoder.TextStream<Word> {
        @Override
        public Word decode(Reader reader) throws IOException {
            return new Word("reader " + (char) reader.read());
        }
    }

    public static class FromBytes implements Decoder.Binary<Word> {
        @Override
        public Word decode(ByteBuffer bytes) {
            return new Word("bytes " + bytes.get());
        }

        @Override
        public boolean willDecode(ByteBuffer bytes) {
            // Reads the message. The decoder after it has to read it again.
            return bytes.get() == 1;
        }
    }

    public static class FromStream implements Decoder.BinaryStream<Word> {
        @Override
        public Word decode(InputStream stream) throws IOException {
            return new Word("stream " + stream.read());
        }
    }

    private static List<MessageReceiver> receivers(Class<?> type, List<Class<? extends Decoder>> decoders)
            throws Exception {
        SessionCodecs codecs = Deployed.decoders(decoders);
        return MessageType.whole(type, codecs.definition())
                .orElseThrow()
                .receivers(-1, codecs, (s, message) -> message);
    }

    private static Object text(Class<?> type, List<Class<? extends Decoder>> decoders, String message)
            throws Throwable {
        return ((MessageReceiver.OfText) receivers(type, decoders).get(0)).whole(SESSION, message);
    }

    private static Object binary(Class<?> type, List<Class<? extends Decoder>> decoders, int... message)
            throws Throwable {
        byte[] bytes = new byte[message.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) message[i];
        }
        List<MessageReceiver> receivers = receivers(type, decoders);
        return ((MessageReceiver.OfBinary) receivers.get(receivers.size() - 1)).whole(SESSION, ByteBuffer.wrap(bytes));
    }

    @Test
    void eachKindOfDecoderDecodesWholeMessages() throws Throwable {
        assertThat(text(Word.class, List.of(FromText.class), "t")).isEqualTo(new Word("text t"));
        assertThat(text(Word.class, List.of(FromReader.class), "x")).isEqualTo(new Word("reader x"));
        assertThat(binary(Word.class, List.of(FromBytes.class), 1)).isEqualTo(new Word("bytes 1"));
        assertThat(binary(Word.class, List.of(FromStream.class), 255)).isEqualTo(new Word("stream 255"));
    }

    @Test
    void decodersOfStreamsReadWhileTheMessageArrives() throws Throwable {
        MessageReceiver.TextStream text = (MessageReceiver.TextStream)
                receivers(Word.class, List.of(FromReader.class)).get(0);
        MessageReceiver.BinaryStream binary = (MessageReceiver.BinaryStream)
                receivers(Word.class, List.of(FromStream.class)).get(0);
        assertThat(text.receive(SESSION, new StringReader("r"))).isEqualTo(new Word("reader r"));
        assertThat(binary.receive(SESSION, InputStream.nullInputStream())).isEqualTo(new Word("stream -1"));
    }

    @Test
    void theFirstDecoderInTheListThatWillDecodeDoes() throws Throwable {
        assertThat(text(Word.class, List.of(FromText.class, FromReader.class), "t"))
                .isEqualTo(new Word("text t"));
        assertThat(text(Word.class, List.of(FromText.class, FromReader.class), "x"))
                .isEqualTo(new Word("reader x"));
        assertThat(text(Word.class, List.of(FromReader.class, FromText.class), "t"))
                .isEqualTo(new Word("reader t"));
        assertThat(binary(Word.class, List.of(FromBytes.class, FromStream.class), 1))
                .isEqualTo(new Word("bytes 1"));
        assertThat(binary(Word.class, List.of(FromBytes.class, FromStream.class), 2))
                .isEqualTo(new Word("stream 2"));
        assertThat(binary(Word.class, List.of(FromStream.class, FromBytes.class), 1))
                .isEqualTo(new Word("stream 1"));
    }

    @Test
    void aMessageThatNoDecoderTakesCarriesItsTextOrBytes() {
        assertThatThrownBy(() -> text(Word.class, List.of(FromText.class), "x"))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("None of the endpoint's decoders")
                .hasMessageContaining(Word.class.getName())
                .extracting(e -> ((DecodeException) e).getText())
                .isEqualTo("x");
        assertThatThrownBy(() -> binary(Word.class, List.of(FromBytes.class), 2, 3))
                .isInstanceOf(DecodeException.class)
                .extracting(e -> ((DecodeException) e).getBytes())
                .isEqualTo(ByteBuffer.wrap(new byte[] {2, 3}));
    }

    /** Decodes several types with one instance. */
    public static class Everything
            implements Decoder.Text<Word>, Decoder.Binary<Word>, Encoder.Text<Word>, Encoder.BinaryStream<Integer> {
        @Override
        public Word decode(String text) {
            return new Word(this + text);
        }

        @Override
        public boolean willDecode(String text) {
            return true;
        }

        @Override
        public Word decode(ByteBuffer bytes) {
            return new Word(this + "bytes");
        }

        @Override
        public boolean willDecode(ByteBuffer bytes) {
            return true;
        }

        @Override
        public String encode(Word object) {
            return this + object.text;
        }

        @Override
        public void encode(Integer object, OutputStream stream) throws IOException {
            stream.write(object);
        }

        @Override
        public void init(jakarta.websocket.EndpointConfig config) {}

        @Override
        public void destroy() {}
    }

    @Test
    void oneClassMayImplementSeveralFormsAndIsOneInstance() throws Throwable {
        List<MessageReceiver> receivers = receivers(Word.class, List.of(Everything.class));
        assertThat(receivers).hasSize(2);
        Word text = (Word) ((MessageReceiver.Text) receivers.get(0)).whole(SESSION, "");
        Word bytes = (Word) ((MessageReceiver.Binary) receivers.get(1)).whole(SESSION, ByteBuffer.allocate(0));
        assertThat(bytes.text).isEqualTo(text.text + "bytes");
        SessionCodecs encoders = Deployed.encoders(List.of(Everything.class));
        assertThat(encoders.encode(new Word("w"))).asString().endsWith("w");
        assertThat(encoders.encode(7)).isEqualTo(ByteBuffer.wrap(new byte[] {7}));
    }

    @Test
    void aHandlerOfTextAndBinaryIsOneHandlerWithTwoReceivers() throws Throwable {
        List<Object> heard = new ArrayList<>();
        SessionCodecs codecs = Deployed.decoders(List.of(FromText.class, FromBytes.class));
        List<MessageReceiver> receivers = HandlerTypes.receivers(Word.class, heard::add, codecs);
        assertThat(receivers).hasSize(2);
        ((MessageReceiver.Text) receivers.get(0)).whole(SESSION, "t");
        ((MessageReceiver.Binary) receivers.get(1)).whole(SESSION, ByteBuffer.wrap(new byte[] {1}));
        assertThat(heard).containsExactly(new Word("text t"), new Word("bytes 1"));
    }

    // Generics.

    public abstract static class Base<T> implements Decoder.Text<T> {
        @Override
        public boolean willDecode(String text) {
            return !text.isEmpty();
        }
    }

    public abstract static class Swapped<A, B> extends Base<B> {}

    public static class OfWord extends Swapped<String, Word> {
        @Override
        public Word decode(String text) {
            return new Word(text);
        }
    }

    public static class OfArray extends Base<Word[]> {
        @Override
        public Word[] decode(String text) {
            return new Word[] {new Word(text)};
        }
    }

    public abstract static class OfArrays<T> extends Base<T[]> {}

    public static class OfGenericArray extends OfArrays<List<Word>> {
        @Override
        public List<Word>[] decode(String text) {
            @SuppressWarnings({"unchecked", "rawtypes"})
            List<Word>[] result = new List[] {List.of(new Word(text))};
            return result;
        }
    }

    public static class OfMap extends Base<Map<String, Word>> {
        @Override
        public Map<String, Word> decode(String text) {
            return Map.of(text, new Word(text));
        }
    }

    private interface WordCoder extends Encoder.Text<List<Word>>, Decoder.Text<List<Word>> {
        @Override
        default void init(jakarta.websocket.EndpointConfig config) {}

        @Override
        default void destroy() {}
    }

    public static class OfWordCoder implements WordCoder {
        @Override
        public String encode(List<Word> object) {
            return "words " + object.size();
        }

        @Override
        public List<Word> decode(String text) {
            return List.of();
        }

        @Override
        public boolean willDecode(String text) {
            return true;
        }
    }

    /** The type is found at any place of the hierarchy, whatever bridge methods javac adds. */
    @Test
    void theTypeIsFoundThroughClassHierarchies() throws Throwable {
        assertThat(text(Word.class, List.of(OfWord.class), "x")).isEqualTo(new Word("x"));
        assertThat(text(Word[].class, List.of(OfArray.class), "x")).isEqualTo(new Word[] {new Word("x")});
        assertThat(text(List[].class, List.of(OfGenericArray.class), "x"))
                .isEqualTo(new List<?>[] {List.of(new Word("x"))});
        assertThat(text(Map.class, List.of(OfMap.class), "x")).isEqualTo(Map.of("x", new Word("x")));
        assertThat(text(List.class, List.of(OfWordCoder.class), "x")).isEqualTo(List.of());
        assertThat(Deployed.encoders(List.of(OfWordCoder.class)).encode(List.of(new Word("x"))))
                .isEqualTo("words 1");
    }

    public static class OfInteger extends Base<Integer> {
        @Override
        public Integer decode(String text) {
            return 1000 + text.length();
        }
    }

    /** Primitives are decoded by decoders of their wrapper classes. */
    @Test
    void aDecoderOfABoxDecodesItsPrimitiveAndItsSupertypes() throws Throwable {
        for (Class<?> type : List.of(int.class, Integer.class, Number.class, Object.class, Comparable.class)) {
            assertThat(text(type, List.of(OfInteger.class), "12")).isEqualTo(1002);
        }
        assertThat(MessageType.whole(
                        Long.class, Deployed.decoders(List.of(OfInteger.class)).definition()))
                .get()
                .isEqualTo(new MessageType.Whole(Long.class, List.of(), List.of()));
        assertThat(text(long.class, List.of(OfInteger.class), "12")).isEqualTo(12L);
    }

    public static class OfString extends Base<String> {
        @Override
        public String decode(String text) {
            return "own " + text;
        }
    }

    public static class OfReader extends Base<Reader> {
        @Override
        public Reader decode(String text) {
            return new StringReader("own " + text);
        }
    }

    public abstract static class BinaryBase<T> implements Decoder.Binary<T> {
        @Override
        public boolean willDecode(ByteBuffer bytes) {
            return bytes.hasRemaining();
        }
    }

    public static class OfBuffer extends BinaryBase<ByteBuffer> {
        @Override
        public ByteBuffer decode(ByteBuffer bytes) {
            return ByteBuffer.allocate(100);
        }
    }

    public static class OfBytes extends BinaryBase<byte[]> {
        @Override
        public byte[] decode(ByteBuffer bytes) {
            return new byte[100];
        }
    }

    public static class OfInput extends BinaryBase<InputStream> {
        @Override
        public InputStream decode(ByteBuffer bytes) {
            return InputStream.nullInputStream();
        }
    }

    @Test
    void anOwnDecoderWinsOverThePlatformWhichStepsInWhereItDoesNotDecode() throws Throwable {
        assertThat(text(String.class, List.of(OfString.class), "x")).isEqualTo("own x");
        assertThat(text(String.class, List.of(OfString.class), "")).isEqualTo("");
        assertThat(text(int.class, List.of(OfInteger.class), "7")).isEqualTo(1001);
        assertThatThrownBy(() -> text(int.class, List.of(OfInteger.class), ""))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("not of the type int");
        assertThat(((Reader) text(Reader.class, List.of(OfReader.class), "x")).read())
                .isEqualTo('o');
        assertThat(((Reader) text(Reader.class, List.of(OfReader.class), "")).read())
                .isEqualTo(-1);
        assertThat(binary(ByteBuffer.class, List.of(OfBuffer.class), 1)).isEqualTo(ByteBuffer.allocate(100));
        assertThat(binary(ByteBuffer.class, List.of(OfBuffer.class))).isEqualTo(ByteBuffer.allocate(0));
        assertThat(binary(byte[].class, List.of(OfBytes.class), 1)).isEqualTo(new byte[100]);
        assertThat(binary(byte[].class, List.of(OfBytes.class))).isEqualTo(new byte[0]);
        assertThat(((InputStream) binary(InputStream.class, List.of(OfInput.class), 5)).read())
                .isEqualTo(-1);
        assertThat(binary(InputStream.class, List.of(OfInput.class))).isNotNull();
    }

    // Refusals.

    @SuppressWarnings("rawtypes")
    public static class RawDecoder implements Decoder.Text {
        @Override
        public Object decode(String text) {
            return text;
        }

        @Override
        public boolean willDecode(String text) {
            return true;
        }
    }

    public static class OpenEncoder<T> implements Encoder.BinaryStream<T> {
        @Override
        public void encode(T object, OutputStream stream) {}
    }

    public static class NoDecoder implements Decoder {}

    public static class NoEncoder implements Encoder {}

    @Test
    void aCodecThatDoesNotSayItsTypeOrItsFormIsRefusedByName() {
        assertThatThrownBy(() -> Deployed.decoders(List.of(RawDecoder.class)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The class " + RawDecoder.class.getName()
                        + " does not say for which type it is a Decoder.Text.");
        assertThatThrownBy(() -> Deployed.encoders(rawClass(OpenEncoder.class)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(OpenEncoder.class.getName())
                .hasMessageContaining("Encoder.BinaryStream");
        assertThatThrownBy(() -> Deployed.decoders(List.of(NoDecoder.class)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(NoDecoder.class.getName())
                .hasMessageContaining("implements none of Decoder.Text");
        assertThatThrownBy(() -> Deployed.encoders(List.of(NoEncoder.class)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(NoEncoder.class.getName())
                .hasMessageContaining("implements none of Encoder.Text");
    }

    private static List<Class<? extends Encoder>> rawClass(Class<? extends Encoder> encoder) {
        return List.of(encoder);
    }

    // Encoders.

    public static class ToText implements Encoder.Text<Word> {
        @Override
        public String encode(Word object) throws EncodeException {
            if (object.text.isEmpty()) {
                throw new EncodeException(object, "nothing to say");
            }
            return object.text.equals("null") ? null : "text " + object.text;
        }
    }

    public static class ToWriter implements Encoder.TextStream<CharSequence> {
        @Override
        public void encode(CharSequence object, Writer writer) throws IOException {
            writer.append("writer ").append(object);
        }
    }

    public static class ToBytes implements Encoder.Binary<Number> {
        @Override
        public ByteBuffer encode(Number object) {
            return ByteBuffer.wrap(new byte[] {object.byteValue()});
        }
    }

    public static class ToStream implements Encoder.BinaryStream<Long> {
        @Override
        public void encode(Long object, OutputStream stream) throws IOException {
            stream.write(1);
            stream.write(object.intValue());
        }
    }

    @Test
    void eachKindOfEncoderEncodes() throws Exception {
        SessionCodecs codecs = Deployed.encoders(List.of(ToText.class, ToWriter.class, ToStream.class, ToBytes.class));
        assertThat(codecs.encode(new Word("w"))).isEqualTo("text w");
        assertThat(codecs.encode(new StringBuilder("b"))).isEqualTo("writer b");
        assertThat(codecs.encode("own encoder wins")).isEqualTo("writer own encoder wins");
        assertThat(codecs.encode(2L)).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
        assertThat(codecs.encode(2)).as("by the encoder of a superclass").isEqualTo(ByteBuffer.wrap(new byte[] {2}));
        assertThat(codecs.encode(true)).as("by the platform").isEqualTo("true");
    }

    @Test
    void theFirstEncoderInTheListThatEncodesTheTypeDoes() throws Exception {
        assertThat(Deployed.encoders(List.of(ToBytes.class, ToStream.class)).encode(3L))
                .isEqualTo(ByteBuffer.wrap(new byte[] {3}));
        assertThat(Deployed.encoders(List.of(ToStream.class, ToBytes.class)).encode(3L))
                .isEqualTo(ByteBuffer.wrap(new byte[] {1, 3}));
    }

    @Test
    void whatAnEncoderCannotEncodeIsAnEncodeExceptionWithTheObject() throws Exception {
        SessionCodecs codecs = Deployed.encoders(List.of(ToText.class));
        Word empty = new Word("");
        assertThatThrownBy(() -> codecs.encode(empty))
                .isInstanceOf(EncodeException.class)
                .hasMessage("nothing to say");
        assertThatThrownBy(() -> codecs.encode(new Word("null")))
                .isInstanceOf(EncodeException.class)
                .hasMessageContaining(ToText.class.getName() + " returned null");
        assertThatThrownBy(() -> codecs.encode(List.of()))
                .isInstanceOf(EncodeException.class)
                .hasMessageContaining("there is no encoder for java.util.ImmutableCollections")
                .extracting(e -> ((EncodeException) e).getObject())
                .isEqualTo(List.of());
    }

    @Test
    void whatAMethodMayReturnDependsOnTheEncoders() throws Exception {
        Codecs codecs = Deployed.encoders(List.of(ToText.class)).definition();
        for (Class<?> type : List.of(
                void.class,
                String.class,
                ByteBuffer.class,
                byte[].class,
                int.class,
                Integer.class,
                char.class,
                boolean.class,
                Word.class,
                Record.class,
                Object.class)) {
            assertThat(codecs.canEncode(type)).as(type.getName()).isTrue();
        }
        assertThat(codecs.canEncode(List.class)).isFalse();
        assertThat(Codecs.NONE.canEncode(Object.class)).isFalse();
    }
}
