package io.hawser.tck.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The promises of the Javadoc of {@link Encoder}, {@link Decoder} and {@link DecodeException}. */
class CodecApiTest {

    /** Records the life cycle of an encoder. */
    public static class LivingEncoder implements Encoder.Text<Word> {
        @Override
        public void init(EndpointConfig config) {
            Journal.add("encoder init " + config.getUserProperties().get("name"));
        }

        @Override
        public String encode(Word word) {
            return word.text();
        }

        @Override
        public void destroy() {
            Journal.add("encoder destroy");
        }
    }

    /** Records the life cycle of a decoder. */
    public static class LivingDecoder implements Decoder.Text<Word> {
        @Override
        public void init(EndpointConfig config) {
            Journal.add("decoder init " + config.getUserProperties().get("name"));
        }

        @Override
        public boolean willDecode(String text) {
            return true;
        }

        @Override
        public Word decode(String text) {
            return new Word(text);
        }

        @Override
        public void destroy() {
            Journal.add("decoder destroy");
        }
    }

    /** Sends words back. */
    public static class Words extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(Word.class, word -> {
                Journal.add("word " + word.text());
                session.getAsyncRemote().sendObject(word);
            });
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            Journal.add("closed");
        }

        @Override
        public void onError(Session session, Throwable error) {
            if (error instanceof DecodeException problem) {
                Journal.add("not decoded " + problem.getText() + " "
                        + (problem.getBytes() == null ? null : UTF_8.decode(problem.getBytes())) + " "
                        + problem.getMessage() + " " + problem.getCause());
            } else {
                Journal.add("error " + error.getMessage());
            }
        }
    }

    private static Site words(Class<? extends Encoder> encoder, Class<? extends Decoder> decoder) throws Exception {
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(Words.class, "/words")
                .encoders(List.of(encoder))
                .decoders(List.of(decoder))
                .build();
        config.getUserProperties().put("name", "of the endpoint");
        return Site.of(config);
    }

    @Test
    @Proves({"Encoder", "Decoder"})
    void codecIsInitializedBeforeItsUseAndDestroyedAfterOnClose() throws Exception {
        try (Site site = words(LivingEncoder.class, LivingDecoder.class)) {
            Client client = new Client();
            Session session = site.connect(client, "/words");
            session.getBasicRemote().sendText("a");
            client.expect("text a");
            session.close();
            Journal.await("closed");
            assertThat(List.of(Journal.next(), Journal.next()))
                    .containsExactlyInAnyOrder("encoder destroy", "decoder destroy");
            assertThat(Journal.lines().indexOf("decoder init of the endpoint"))
                    .isBetween(0, Journal.lines().indexOf("word a"));
            assertThat(Journal.lines()).containsOnlyOnce("encoder init of the endpoint");
        }
    }

    @Test
    @Proves({"Encoder", "Decoder"})
    void clientsCodecsLiveAsLongAsTheirSession() throws Exception {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .encoders(List.of(LivingEncoder.class))
                .decoders(List.of(LivingDecoder.class))
                .build();
        config.getUserProperties().put("name", "of the client");
        try (Site site = Site.of(Echo.class)) {
            Session session = site.connect(new Words(), config, "/echo");
            session.getBasicRemote().sendObject(new Word("a"));
            Journal.await("word a");
            session.close();
            Journal.await("closed");
            assertThat(List.of(Journal.next(), Journal.next()))
                    .containsExactlyInAnyOrder("encoder destroy", "decoder destroy");
            assertThat(Journal.lines()).contains("encoder init of the client", "decoder init of the client");
        }
    }

    @Test
    @Proves({"Encoder", "Decoder"})
    void lifeCycleMethodsMayBeLeftAway() throws Exception {
        try (Site site = words(Word.AsText.class, Word.OfText.class)) {
            Client client = new Client();
            site.connect(client, "/words").getBasicRemote().sendText("<a>");
            client.expect("text <angle <a> use 1> use 1");
        }
    }

    private static void assertEncoded(Class<? extends Encoder> encoder, String heard) throws Exception {
        try (Site site = words(encoder, Word.OfText.class)) {
            Client client = new Client();
            site.connect(client, "/words").getBasicRemote().sendText("<a>");
            client.expect(heard);
        }
    }

    @Test
    @Proves("Encoder")
    void allKindsOfEncodersMakeAMessage() throws Exception {
        assertEncoded(Word.AsText.class, "text <angle <a> use 1> use 1");
        assertEncoded(Word.AsTextStream.class, "text written angle <a> use 1");
        assertEncoded(Word.AsBinary.class, "binary angle <a> use 1");
        assertEncoded(Word.AsBinaryStream.class, "binary angle <a> use 1");
    }

    /** Fails after a part of the output. */
    public static class FailingStream implements Encoder.TextStream<Word> {
        @Override
        public void encode(Word word, Writer writer) throws EncodeException, IOException {
            writer.write("half of it");
            if (word.text().equals("io")) {
                throw new IOException("cannot write");
            }
            throw new EncodeException(word, "cannot encode");
        }
    }

    @Test
    @Proves({"Encoder", "EncodeException"})
    void errorOfAStreamingEncoderReachesTheSenderAndNothingIsSent() throws Exception {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .encoders(List.of(FailingStream.class))
                .build();
        try (Site site = Site.of(Echo.class)) {
            Client client = new Client();
            Session session = site.connect(client, config, "/echo");
            Word word = new Word("x");
            assertThatThrownBy(() -> session.getBasicRemote().sendObject(word))
                    .isInstanceOfSatisfying(
                            EncodeException.class,
                            e -> assertThat(e.getObject()).isSameAs(word))
                    .hasMessage("cannot encode");
            assertThatThrownBy(() -> session.getBasicRemote().sendObject(new Word("io")))
                    .isInstanceOf(IOException.class)
                    .hasMessage("cannot write");
            session.getBasicRemote().sendText("next");
            client.expect("text next");
        }
    }

    /** Fails to decode. */
    public static class NoText implements Decoder.Text<Word> {
        @Override
        public boolean willDecode(String text) {
            return !text.isEmpty();
        }

        @Override
        public Word decode(String text) throws DecodeException {
            throw new DecodeException(text, "no text", new IllegalStateException("the cause"));
        }
    }

    /** Fails to decode. */
    public static class NoBinary implements Decoder.Binary<Word> {
        @Override
        public boolean willDecode(ByteBuffer bytes) {
            return true;
        }

        @Override
        public Word decode(ByteBuffer bytes) throws DecodeException {
            throw new DecodeException(bytes, "no binary");
        }
    }

    /** Fails to decode. */
    public static class NoReader implements Decoder.TextStream<Word> {
        @Override
        public Word decode(Reader reader) throws DecodeException, IOException {
            throw new DecodeException(String.valueOf((char) reader.read()), "no reader");
        }
    }

    @Test
    @Proves({"Decoder", "DecodeException"})
    void textThatCannotBeDecodedReachesOnError() throws Exception {
        try (Site site = words(Word.AsText.class, NoText.class)) {
            Session session = site.connect(new Client(), "/words");
            session.getBasicRemote().sendText("a");
            Journal.await("not decoded a null no text java.lang.IllegalStateException: the cause");
            session.getBasicRemote().sendText("b");
            Journal.expect("not decoded b null no text java.lang.IllegalStateException: the cause");
        }
    }

    @Test
    @Proves({"Decoder", "DecodeException"})
    void binaryMessageThatCannotBeDecodedReachesOnError() throws Exception {
        try (Site site = words(Word.AsText.class, NoBinary.class)) {
            site.connect(new Client(), "/words").getBasicRemote().sendBinary(ByteBuffer.wrap("a".getBytes(UTF_8)));
            Journal.await("not decoded null a no binary null");
        }
    }

    @Test
    @Proves({"Decoder", "DecodeException"})
    void streamThatCannotBeDecodedReachesOnError() throws Exception {
        try (Site site = words(Word.AsText.class, NoReader.class)) {
            Session session = site.connect(new Client(), "/words");
            session.getBasicRemote().sendText("abc");
            Journal.await("not decoded a null no reader null");
            session.getBasicRemote().sendText("def");
            Journal.expect("not decoded d null no reader null");
        }
    }

    /** The decoder declines the message, and no other handler gets it. */
    @Test
    @Proves({"Decoder", "DecodeException"})
    void messageThatNoDecoderWantsReachesOnError() throws Exception {
        try (Site site = words(Word.AsText.class, Word.OfText.class)) {
            Session session = site.connect(new Client(), "/words");
            session.getBasicRemote().sendText("no angle");
            Journal.await("decoder made");
            assertThat(Journal.next()).startsWith("not decoded no angle null ");
        }
    }
}
