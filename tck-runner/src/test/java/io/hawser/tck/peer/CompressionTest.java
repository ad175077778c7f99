package io.hawser.tck.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.standalone.HawserServer;
import io.hawser.tck.Child;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * permessage-deflate with other libraries, for every parameter of RFC 7692: messages of 16 bytes to 128 KiB, whole and
 * fragmented, text and binary, compressible and not. {@code -Dhawser.compression.messages} sets their number for each
 * set of parameters.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CompressionTest {

    private static final int MESSAGES = Integer.getInteger("hawser.compression.messages", 60);
    private static final int[] SIZES = {16, 64, 256, 1024, 4096, 8192, 16_384, 32_768, 65_536, 131_072};

    /** Sends messages back, sometimes in fragments. */
    public static final class Echo extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> {
                try {
                    int half = text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2);
                    if (text.length() % 3 == 0) {
                        session.getBasicRemote().sendText(text.substring(0, half), false);
                        session.getBasicRemote().sendText(text.substring(half), true);
                    } else {
                        session.getBasicRemote().sendText(text);
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            session.addMessageHandler(ByteBuffer.class, (MessageHandler.Whole<ByteBuffer>)
                    data -> session.getAsyncRemote().sendBinary(data));
        }
    }

    @ParameterizedTest
    @MethodSource("io.hawser.tck.peer.CompressionTerms#withForeignClients")
    void foreignClientsGetTheirEchoes(Library library, CompressionTerms terms) throws Exception {
        ServerEndpointConfig config =
                ServerEndpointConfig.Builder.create(Echo.class, "/echo").build();
        config.getUserProperties().putAll(terms.settings());
        JsonObjectBuilder work = Json.createObjectBuilder()
                .add(
                        "offers",
                        Json.createReader(new StringReader(terms.foreign())).readArray())
                .add(
                        "sizes",
                        Json.createArrayBuilder(
                                java.util.Arrays.stream(SIZES).boxed().toList()))
                .add("messages", MESSAGES);
        try (HawserServer server = HawserServer.builder()
                        .host("127.0.0.1")
                        .addEndpoint(config)
                        .start();
                Child client = start(
                        library, "client", server.uri() + "echo", work.build().toString())) {
            JsonObject seen = result(client);
            assertThat(seen.getInt("echoes", -1)).as(seen.toString()).isEqualTo(MESSAGES);
            assertThat(CompressionTerms.Agreed.of(seen.getJsonObject("negotiated")))
                    .isEqualTo(terms.agreed());
            assertThat(seen.getInt("compressed_out")).isEqualTo(MESSAGES);
            assertShrunk(seen.getInt("compressed_in"));
        }
    }

    @ParameterizedTest
    @MethodSource("io.hawser.tck.peer.CompressionTerms#withForeignServers")
    void foreignServersSendTheirEchoes(Library library, CompressionTerms terms) throws Exception {
        ClientEndpointConfig config =
                ClientEndpointConfig.Builder.create().extensions(terms.offers()).build();
        config.getUserProperties().putAll(terms.settings());
        try (Child server = start(library, "server", terms.foreign())) {
            URI uri = URI.create("ws://127.0.0.1:" + result(server).getInt("port") + "/");
            Sending sending = new Sending();
            Session session = ContainerProvider.getWebSocketContainer().connectToServer(sending, config, uri);
            assertThat(CompressionTerms.Agreed.of(session)).isEqualTo(terms.agreed());
            Random random = new Random(42);
            for (int i = 0; i < MESSAGES; i++) {
                assertThat(sending.echo(session, i, message(i, random)))
                        .as("echo " + i)
                        .isTrue();
            }
            session.close();
            JsonObject seen = result(server);
            assertThat(seen.getInt("echoes")).isEqualTo(MESSAGES);
            assertThat(CompressionTerms.Agreed.of(seen.getJsonObject("negotiated")))
                    .isEqualTo(terms.agreed());
            assertShrunk(seen.getInt("compressed_in"));
            assertThat(seen.getInt("compressed_out")).isEqualTo(MESSAGES);
        }
    }

    /**
     * Without context takeover Hawser sends incompressible messages unchanged: random bytes, the shortest messages, and
     * patterns that exceed a small window.
     */
    private static void assertShrunk(int compressed) {
        assertThat(compressed).isGreaterThanOrEqualTo(MESSAGES / 3);
    }

    private static Object message(int number, Random random) {
        int size = SIZES[number % SIZES.length];
        byte[] bytes = new byte[size];
        switch (number % 4) {
            case 0 -> {
                StringBuilder json = new StringBuilder();
                while (json.length() < size) {
                    json.append("{\"id\":").append(random.nextInt(1_000_000)).append(",\"name\":\"tide\"},");
                }
                return json.substring(0, size);
            }
            case 1 -> {
                random.nextBytes(bytes);
                return ByteBuffer.wrap(bytes);
            }
            case 2 -> {
                return ByteBuffer.wrap(Payload.pattern(size));
            }
            default -> {
                StringBuilder text = new StringBuilder();
                for (int i = 0; i < size; i++) {
                    text.appendCodePoint("tide \u00e4\u20ac\ud83c\udf0a"
                            .codePoints()
                            .skip(random.nextInt(8))
                            .findFirst()
                            .getAsInt());
                }
                return text.toString();
            }
        }
    }

    /** Hawser's client: sends, and waits for the echo. */
    private static final class Sending extends Endpoint {

        private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) heard::add);
            session.addMessageHandler(ByteBuffer.class, (MessageHandler.Whole<ByteBuffer>) heard::add);
        }

        boolean echo(Session session, int number, Object message) throws IOException, InterruptedException {
            if (message instanceof ByteBuffer data) {
                if (number % 3 == 0) {
                    ByteBuffer first = data.duplicate().limit(data.limit() / 2);
                    ByteBuffer rest = data.duplicate().position(data.limit() / 2);
                    session.getBasicRemote().sendBinary(first, false);
                    session.getBasicRemote().sendBinary(rest, true);
                } else {
                    session.getBasicRemote().sendBinary(data.duplicate());
                }
            } else {
                session.getBasicRemote().sendText((String) message);
            }
            return message.equals(heard.poll(60, TimeUnit.SECONDS));
        }
    }

    private static Child start(Library library, String... arguments) throws Exception {
        List<String> command = Stream.concat(library.script("deflate").stream(), Stream.of(arguments))
                .toList();
        return Child.start(Path.of("").toAbsolutePath(), command);
    }

    private static JsonObject result(Child child) {
        String line = child.nextLine();
        assertThat(line).as("what the script says").startsWith("{");
        JsonValue value = Json.createReader(new StringReader(line)).readValue();
        return value.asJsonObject();
    }
}
