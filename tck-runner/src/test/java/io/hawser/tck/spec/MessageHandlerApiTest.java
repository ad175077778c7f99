package io.hawser.tck.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Decoder;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The promises of the Javadoc of {@link MessageHandler} about the types of messages. */
class MessageHandlerApiTest {

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    /** Runs an action with its session in {@code onOpen}. */
    private static final class Opening extends Endpoint {
        private final Consumer<Session> opening;

        private Opening(Consumer<Session> opening) {
            this.opening = opening;
        }

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            opening.accept(session);
        }
    }

    private void expect(String... lines) throws InterruptedException {
        for (String line : lines) {
            assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(line);
        }
    }

    /** Connects a client to a server that sends a text message and a binary message, each in two parts, and a pong. */
    private void hear(Consumer<Session> opening, List<Class<? extends Decoder>> decoders, String... lines)
            throws Exception {
        ClientEndpointConfig config =
                ClientEndpointConfig.Builder.create().decoders(decoders).build();
        try (Site site = Held.site()) {
            site.connect(new Opening(opening), config, "/held");
            Session server = Held.next();
            server.getBasicRemote().sendText("<te", false);
            server.getBasicRemote().sendText("xt>", true);
            server.getBasicRemote().sendBinary(ByteBuffer.wrap("by".getBytes(UTF_8)), false);
            server.getBasicRemote().sendBinary(ByteBuffer.wrap("tes".getBytes(UTF_8)), true);
            server.getBasicRemote().sendPong(ByteBuffer.wrap("pong".getBytes(UTF_8)));
            expect(lines);
        }
    }

    private <T> void hearWhole(Class<T> type, java.util.function.Function<T, Object> text, String line)
            throws Exception {
        hear(
                session -> session.addMessageHandler(type, (MessageHandler.Whole<T>)
                        message -> heard.add(type.getSimpleName() + " " + text.apply(message))),
                List.of(),
                line);
    }

    private static String read(Reader reader) {
        try {
            StringBuilder text = new StringBuilder();
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                text.append((char) c);
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(InputStream stream) {
        try {
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Proves("MessageHandler")
    void wholeMessagesComeAsEveryAllowedType() throws Exception {
        hearWhole(String.class, text -> text, "String <text>");
        hearWhole(Reader.class, MessageHandlerApiTest::read, "Reader <text>");
        hearWhole(ByteBuffer.class, UTF_8::decode, "ByteBuffer bytes");
        hearWhole(byte[].class, bytes -> new String(bytes, UTF_8), "byte[] bytes");
        hearWhole(InputStream.class, MessageHandlerApiTest::read, "InputStream bytes");
        hearWhole(PongMessage.class, pong -> UTF_8.decode(pong.getApplicationData()), "PongMessage pong");
    }

    @Test
    @Proves({"MessageHandler", "Decoder"})
    void wholeMessagesComeAsWhatTheDecodersMake() throws Exception {
        Consumer<Session> words = session ->
                session.addMessageHandler(Word.class, (MessageHandler.Whole<Word>) word -> heard.add(word.text()));
        hear(words, List.of(Word.OfText.class), "angle <text> use 1");
        hear(words, List.of(Word.OfTextStream.class), "read <text>");
        hear(words, List.of(Word.OfBinary.class), "binary bytes");
        hear(words, List.of(Word.OfBinaryStream.class), "streamed bytes");
    }

    @Test
    @Proves("MessageHandler")
    void partsComeAsEveryAllowedTypeAndTheLastOneSaysSo() throws Exception {
        hearParts(String.class, text -> text, "<text>");
        hearParts(ByteBuffer.class, UTF_8::decode, "bytes");
        hearParts(byte[].class, bytes -> new String(bytes, UTF_8), "bytes");
    }

    private <T> void hearParts(Class<T> type, java.util.function.Function<T, Object> text, String message)
            throws Exception {
        StringBuilder parts = new StringBuilder();
        hear(
                session -> session.addMessageHandler(type, (MessageHandler.Partial<T>) (part, last) -> {
                    parts.append(text.apply(part));
                    if (last) {
                        heard.add(parts.toString());
                    }
                }),
                List.of(),
                message);
    }

    /** Declares its type in its class. */
    private abstract static class Generic<X, T> implements MessageHandler.Whole<T> {}

    @Test
    @Proves("MessageHandler")
    void typeIsFoundInTheHandlersClass() throws Exception {
        hear(
                session -> session.addMessageHandler(new Generic<Integer, String>() {
                    @Override
                    public void onMessage(String message) {
                        heard.add("generic " + message);
                    }
                }),
                List.of(),
                "generic <text>");
    }

    @Test
    @Proves("MessageHandler")
    void typesThatNobodyDecodesAreRefused() throws Exception {
        Held.onBothEnds(session -> {
            session.getMessageHandlers().forEach(session::removeMessageHandler);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> session.addMessageHandler(Word.class, (MessageHandler.Whole<Word>) word -> {}))
                    .withMessageContaining(Word.class.getName());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> session.addMessageHandler(
                            Reader.class, (MessageHandler.Partial<Reader>) (part, last) -> {}))
                    .withMessageContaining("java.io.Reader");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> session.addMessageHandler(
                            PongMessage.class, (MessageHandler.Partial<PongMessage>) (part, last) -> {}));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> session.addMessageHandler((MessageHandler.Whole<String>) text -> {}))
                    .withMessageContaining("addMessageHandler(Class");
            assertThatIllegalArgumentException().isThrownBy(() -> session.addMessageHandler(new MessageHandler() {}));
            assertThat(session.getMessageHandlers()).isEmpty();
        });
    }

    /** The handler of the first message replaces itself. */
    @Test
    @Proves("MessageHandler")
    void handlerThatChangesAppliesToTheNextMessage() throws Exception {
        try (Site site = Held.site()) {
            site.connect(
                    new Opening(session ->
                            session.addMessageHandler(String.class, new MessageHandler.Partial<String>() {
                                @Override
                                public void onMessage(String part, boolean last) {
                                    heard.add("first " + part + " " + last);
                                    if (!last) {
                                        session.removeMessageHandler(this);
                                        session.addMessageHandler(String.class, (MessageHandler.Whole<String>)
                                                text -> heard.add("second " + text));
                                    }
                                }
                            })),
                    "/held");
            Session server = Held.next();
            server.getBasicRemote().sendText("a", false);
            server.getBasicRemote().sendText("b", true);
            server.getBasicRemote().sendText("c");
            expect("first a false", "first b true", "second c");
        }
    }
}
