package io.hawser.tck.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.DecodeException;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Jakarta WebSocket 2.2, sections 4.1.2 and 4.1.3: encoders and decoders of a server endpoint. */
class Section41CodecsTest {

    /** Sends the requested objects. */
    @ServerEndpoint(value = "/text", encoders = Word.AsText.class)
    public static class Texts {
        @OnMessage
        public Object message(String text, Session session) throws Exception {
            switch (text) {
                case "basic" -> session.getBasicRemote().sendObject(new Word("b"));
                case "async" ->
                    session.getAsyncRemote().sendObject(new Word("c")).get(30, TimeUnit.SECONDS);
                case "name" -> session.getBasicRemote().sendObject(new Word.Name("d"));
                case "unknown" -> session.getBasicRemote().sendObject(new StringBuilder("e"));
                case "many" -> many(session);
                default -> {
                    return new Word(text);
                }
            }
            return null;
        }

        private static void many(Session session) throws InterruptedException {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                threads.add(new Thread(() -> {
                    List<Future<Void>> sends = new ArrayList<>();
                    for (int j = 0; j < 100; j++) {
                        sends.add(session.getAsyncRemote().sendObject(new Word("m")));
                    }
                }));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        }

        @OnError
        public void error(Throwable error) {
            Journal.add(
                    (error instanceof EncodeException encode
                            ? "cannot encode " + encode.getObject().getClass()
                            : error.toString()));
        }
    }

    /** Sends a binary message. */
    @ServerEndpoint(value = "/binary", encoders = Word.AsBinary.class)
    public static class Binaries {
        @OnMessage
        public Word message(String text) {
            return new Word(text);
        }
    }

    /** Writes. */
    @ServerEndpoint(value = "/writer", encoders = Word.AsTextStream.class)
    public static class Writers {
        @OnMessage
        public Word message(String text) {
            return new Word(text);
        }
    }

    /** Streams. */
    @ServerEndpoint(value = "/stream", encoders = Word.AsBinaryStream.class)
    public static class Streams {
        @OnMessage
        public Word message(String text) {
            return new Word(text);
        }
    }

    /** Has a special encoder for names. */
    @ServerEndpoint(
            value = "/names",
            encoders = {Word.NameAsText.class, Word.AsText.class})
    public static class Names {
        @OnMessage
        public Word message(String text) {
            return text.startsWith("N") ? new Word.Name(text) : new Word(text);
        }
    }

    /** Has an encoder that cannot be created. */
    @ServerEndpoint(value = "/bad", encoders = Word.EncoderWithArgument.class)
    public static class BadEncoder {}

    /** Returns an object without an encoder. */
    @ServerEndpoint("/bad")
    public static class NoEncoder {
        @OnMessage
        public Word message(String text) {
            return new Word(text);
        }
    }

    private static void assertAnswer(Site site, String path, String message, String answer) throws Exception {
        Client client = new Client();
        site.connect(client, path).getBasicRemote().sendText(message);
        client.expect(answer);
    }

    @Nested
    class S412Encoders {

        @Test
        @Proves("4.1.2-1")
        void objectIsEncodedHoweverItIsSent() throws Exception {
            try (Site site = Site.of(Texts.class)) {
                Client client = new Client();
                Session session = site.connect(client, "/text");
                for (String text : new String[] {"a", "basic", "async"}) {
                    session.getBasicRemote().sendText(text);
                }
                client.expect("text <a> use 1", "text <b> use 2", "text <c> use 3");
            }
        }

        @Test
        @Proves("4.1.2-1")
        void objectOfASubclassIsEncoded() throws Exception {
            try (Site site = Site.of(Texts.class, Names.class)) {
                assertAnswer(site, "/text", "name", "text <d> use 1");
                assertAnswer(site, "/names", "Nora", "text name Nora");
                assertAnswer(site, "/names", "word", "text <word> use 1");
            }
        }

        @Test
        @Proves("4.1.2-1")
        void everyFormOfEncoderIsUsed() throws Exception {
            try (Site site = Site.of(Binaries.class, Writers.class, Streams.class)) {
                assertAnswer(site, "/binary", "a", "binary a");
                assertAnswer(site, "/writer", "a", "text written a");
                assertAnswer(site, "/stream", "a", "binary a");
            }
        }

        @Test
        @Proves("4.1.2-1")
        void objectThatNoEncoderMatchesIsAnError() throws Exception {
            try (Site site = Site.of(Texts.class)) {
                Client client = new Client();
                Session session = site.connect(client, "/text");
                session.getBasicRemote().sendText("unknown");
                Journal.await("cannot encode class java.lang.StringBuilder");
                session.getBasicRemote().sendText("unspeakable");
                Journal.await("cannot encode " + Word.class);
                session.getBasicRemote().sendText("a");
                client.expect("text <a> use 2");
            }
        }

        @Test
        @Proves("4.1.2")
        void eachConnectionHasAnEncoderOfItsOwn() throws Exception {
            try (Site site = Site.of(Texts.class)) {
                assertAnswer(site, "/text", "a", "text <a> use 1");
                assertAnswer(site, "/text", "b", "text <b> use 1");
                Journal.expect("encoder made", "encoder made");
            }
        }

        @Test
        @Proves("4.1.2")
        void noTwoThreadsAreInAnEncoderAtOnce() throws Exception {
            try (Site site = Site.of(Texts.class)) {
                Client client = new Client();
                site.connect(client, "/text").getBasicRemote().sendText("many");
                for (int i = 1; i <= 400; i++) {
                    assertThat(client.next()).startsWith("text <m> use ");
                }
                assertThat(Journal.lines()).containsExactly("encoder made");
            }
        }

        @Test
        @Proves("4.1.2")
        void encoderThatCannotBeMadeAndOneThatIsMissingAreRefused() {
            Refused.byServer(BadEncoder.class, Word.EncoderWithArgument.class.getName(), "without arguments");
            Refused.byServer(NoEncoder.class, "message(java.lang.String)", Word.class.getName(), "no encoder");
        }
    }

    /** Receives words. */
    @ServerEndpoint(
            value = "/words",
            decoders = {Word.OfText.class, Word.OfOtherText.class, Word.OfBinary.class})
    public static class Words {
        @OnMessage
        public String message(Word word) {
            return word.text();
        }

        @OnError
        public void error(Throwable error) {
            Journal.add(error instanceof DecodeException decode ? "cannot decode " + decode.getText() : "" + error);
        }
    }

    /** Receives words from readers and streams. */
    @ServerEndpoint(
            value = "/streams",
            decoders = {Word.OfTextStream.class, Word.OfBinaryStream.class})
    public static class StreamedWords {
        @OnMessage
        public String message(Word word) {
            return word.text();
        }
    }

    /** Receives words in a handler. */
    public static class Programmatic extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(Word.class, (MessageHandler.Whole<Word>)
                    word -> session.getAsyncRemote().sendText(word.text()));
        }
    }

    /** Has a decoder that cannot be created. */
    @ServerEndpoint(value = "/bad", decoders = Word.DecoderWithArgument.class)
    public static class BadDecoder {}

    @Nested
    class S413Decoders {

        @Test
        @Proves("4.1.3-1")
        void messagesAreDecodedByADecoderOfTheirKind() throws Exception {
            try (Site site = Site.of(Words.class)) {
                Client client = new Client();
                Session session = site.connect(client, "/words");
                session.getBasicRemote().sendText("<a>");
                session.getBasicRemote().sendBinary(ByteBuffer.wrap("b".getBytes(UTF_8)));
                client.expect("text angle <a> use 1", "text binary b");
            }
        }

        @Test
        @Proves("4.1.3-1")
        void decodersOfStreamsAreUsed() throws Exception {
            try (Site site = Site.of(StreamedWords.class)) {
                Client client = new Client();
                Session session = site.connect(client, "/streams");
                session.getBasicRemote().sendText("a", false);
                session.getBasicRemote().sendText("b", true);
                session.getBasicRemote().sendBinary(ByteBuffer.wrap("c".getBytes(UTF_8)));
                client.expect("text read ab", "text streamed c");
            }
        }

        @Test
        @Proves({"4.1.3-1", "3-1"})
        void decodersOfAConfigurationAreUsedForHandlers() throws Exception {
            try (Site site = Site.of(ServerEndpointConfig.Builder.create(Programmatic.class, "/words")
                    .decoders(List.of(Word.OfText.class))
                    .build())) {
                assertAnswer(site, "/words", "<a>", "text angle <a> use 1");
            }
        }

        @Test
        @Proves("4.1.3-2")
        void decoderIsAskedWhetherItWillDecode() throws Exception {
            try (Site site = Site.of(Words.class)) {
                Client client = new Client();
                Session session = site.connect(client, "/words");
                session.getBasicRemote().sendText("[a]");
                client.expect("text square [a]");
                session.getBasicRemote().sendText("(nobody wants this)");
                Journal.await("cannot decode (nobody wants this)");
                session.getBasicRemote().sendText("<b>");
                client.expect("text angle <b> use 1");
            }
        }

        @Test
        @Proves("4.1.3-2")
        void decoderThatWillDecodeIsNotReplacedWhenItFails() throws Exception {
            try (Site site = Site.of(Words.class)) {
                site.connect(new Client(), "/words").getBasicRemote().sendText("<a");
                Journal.await("cannot decode <a");
            }
        }

        @Test
        @Proves("4.1.3")
        void eachConnectionHasADecoderOfItsOwn() throws Exception {
            try (Site site = Site.of(Words.class)) {
                assertAnswer(site, "/words", "<a>", "text angle <a> use 1");
                assertAnswer(site, "/words", "<b>", "text angle <b> use 1");
                Journal.expect("decoder made", "decoder made");
            }
        }

        @Test
        @Proves("4.1.3")
        void decoderThatCannotBeMadeIsRefused() {
            Refused.byServer(BadDecoder.class, Word.DecoderWithArgument.class.getName(), "without arguments");
        }
    }
}
