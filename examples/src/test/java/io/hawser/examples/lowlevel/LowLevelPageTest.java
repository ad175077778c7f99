package io.hawser.examples.lowlevel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hawser.handshake.HandshakeException;
import io.hawser.handshake.HeadLimits;
import io.hawser.handshake.HeadReader;
import io.hawser.handshake.Headers;
import io.hawser.handshake.OriginPolicy;
import io.hawser.handshake.ServerHandshake;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.handshake.UpgradeResponse;
import io.hawser.handshake.WebSocketUri;
import io.hawser.protocol.CloseStatus;
import io.hawser.protocol.CollectedOutput;
import io.hawser.protocol.FrameReader;
import io.hawser.protocol.FrameWriter;
import io.hawser.protocol.MaskKeys;
import io.hawser.protocol.MessageReader;
import io.hawser.protocol.MessageSink;
import io.hawser.protocol.MessageWriter;
import io.hawser.protocol.ProtocolException;
import io.hawser.protocol.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/low-level.md} is that of the examples, and of this test, which runs it. */
class LowLevelPageTest {

    private static final Path PAGE = Path.of("..", "docs", "low-level.md");
    private static final Path MAIN = Path.of("src", "main", "java", "io", "hawser", "examples", "lowlevel");
    private static final Path TEST = Path.of("src", "test", "java", "io", "hawser", "examples", "lowlevel");
    private static final Pattern BLOCK = Pattern.compile("(?s)```java\n(.*?)```");

    private static final String REQUEST = "GET /chat HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
            + "Origin: https://evil.example\r\n\r\n";

    private static List<String> blocks() throws IOException {
        return BLOCK.matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    @Test
    void thePageHasTheExamplesWhole() throws IOException {
        for (String name : List.of("SocketServer", "SocketClient")) {
            String source = Files.readString(MAIN.resolve(name + ".java"));
            assertThat(blocks())
                    .as("to be copied into " + PAGE)
                    .contains(source.substring(source.indexOf("public final class ")));
        }
    }

    @Test
    void everyBlockOfThePageIsCompiled() throws IOException {
        String sources = Stream.of(
                        MAIN.resolve("SocketServer.java"),
                        MAIN.resolve("SocketClient.java"),
                        TEST.resolve("LowLevelPageTest.java"))
                .map(LowLevelPageTest::unindented)
                .reduce("", String::concat);
        assertThat(blocks())
                .hasSizeGreaterThan(5)
                .allSatisfy(block -> assertThat(sources).contains(unindented(block)));
    }

    private static String unindented(Path file) {
        try {
            return unindented(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }

    private static String unindented(String code) {
        return code.replaceAll("(?m)^ +", "");
    }

    private static Optional<UpgradeRequest> head(ByteBuffer received) throws HandshakeException {
        HeadReader<UpgradeRequest> reader = HeadReader.ofRequest(new HeadLimits(4096, 50, 8192));
        Optional<UpgradeRequest> request = reader.read(received); // empty: call it again with more
        return request;
    }

    private static byte[] answer(UpgradeRequest request) {
        try {
            ServerHandshake handshake = ServerHandshake.read(request);
            UpgradeResponse response = OriginPolicy.SAME.allows(handshake, false)
                    ? handshake.accept(null, List.of(), Headers.EMPTY)
                    : ServerHandshake.refuse(403, "not for pages of other sites", Headers.EMPTY);
            return response.encode();
        } catch (HandshakeException e) {
            return e.response().encode();
        }
    }

    @Test
    void aPageOfAnotherSiteIsRefused() throws HandshakeException {
        UpgradeRequest request =
                head(ByteBuffer.wrap(REQUEST.getBytes(US_ASCII))).orElseThrow();
        assertThat(new String(answer(request), US_ASCII)).startsWith("HTTP/1.1 403 Forbidden\r\n");

        UpgradeRequest ordinary = head(ByteBuffer.wrap("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII)))
                .orElseThrow();
        assertThat(new String(answer(ordinary), US_ASCII)).startsWith("HTTP/1.1 426 Upgrade Required\r\n");
    }

    @Test
    void uriIsTakenApart() {
        WebSocketUri uri = WebSocketUri.of(URI.create("wss://example.com/chat?room=1"));
        assertThat(uri.secure()).isTrue();
        assertThat(uri.host()).isEqualTo("example.com");
        assertThat(uri.port()).isEqualTo(443);
        assertThat(uri.resource()).isEqualTo("/chat?room=1");
    }

    /** Takes the parts of one binary message of any size. */
    private static class Upload implements MessageSink {

        final ByteArrayOutputStream file = new ByteArrayOutputStream();
        boolean complete;

        @Override
        public void binaryPart(ByteBuffer part, boolean last) {
            file.writeBytes(part.array());
            complete = last;
        }

        @Override
        public void text(String message) throws ProtocolException {
            throw new ProtocolException(CloseStatus.UNSUPPORTED_DATA, "files alone are taken here");
        }

        @Override
        public void binary(ByteBuffer message) {
            throw new IllegalStateException("parts were asked for");
        }

        @Override
        public void ping(ByteBuffer payload) {}

        @Override
        public void close(CloseStatus status) {}
    }

    private static byte[] sent(ByteBuffer first, ByteBuffer second) throws ProtocolException {
        CollectedOutput output = new CollectedOutput();
        MessageWriter writer = new MessageWriter(new FrameWriter(Role.CLIENT, new MaskKeys(), output));
        writer.binaryPart(first, false);
        writer.binaryPart(second, true);
        return output.take();
    }

    private static void receive(MessageSink sink, ByteBuffer received) throws ProtocolException {
        MessageReader messages = new MessageReader(sink, 1 << 20, 1 << 20);
        messages.wholeBinary(false); // binaryPart takes binary messages, and their size is not limited
        FrameReader frames = new FrameReader(Role.SERVER, 0, -1, messages);
        frames.read(received);
    }

    @Test
    void partsOfMessagesAreWrittenAndRead() throws ProtocolException {
        Upload upload = new Upload();
        byte[] bytes = sent(ByteBuffer.wrap(new byte[] {1, 2}), ByteBuffer.wrap(new byte[] {3}));
        receive(upload, ByteBuffer.wrap(bytes));
        assertThat(upload.file.toByteArray()).containsExactly(1, 2, 3);
        assertThat(upload.complete).isTrue();

        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> receive(upload, ByteBuffer.wrap(new byte[] {(byte) 0x81, 0})))
                .matches(e -> e.closeCode() == CloseStatus.PROTOCOL_ERROR)
                .withMessage("Frame from a client is not masked");
    }
}
