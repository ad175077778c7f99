package io.hawser.handshake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hawser.cases.Cases;
import io.hawser.cases.Inputs;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadReaderTest {

    private static final String REQUEST = "GET /chat?a=b HTTP/1.1\r\nHost: server.example.com\r\nX-Empty:\r\n"
            + "Cookie: \t caf\u00e9=1 \r\ncookie:2\r\n\r\n";
    private static final String RESPONSE = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    }

    /** Reads a request in one piece, completely. */
    private static UpgradeRequest request(String text) throws HandshakeException {
        ByteBuffer in = bytes(text);
        UpgradeRequest request = HeadReader.ofRequest().read(in).orElseThrow();
        assertThat(in.hasRemaining()).isFalse();
        return request;
    }

    private static UpgradeResponse response(String text) throws HandshakeException {
        return HeadReader.ofResponse().read(bytes(text)).orElseThrow();
    }

    private static HandshakeException refused(HeadReader<?> reader, String text) {
        HandshakeException refused = catchThrowableOfType(HandshakeException.class, () -> reader.read(bytes(text)));
        assertThat(refused).as("what came of " + Escaped.text(text, 200)).isNotNull();
        assertThat(refused.getMessage()).matches("[ -~]+");
        return refused;
    }

    private static void isRefused(HeadReader<?> reader, String text, int status, String message) {
        HandshakeException refused = refused(reader, text);
        assertThat(refused).hasMessage(message);
        assertThat(refused.response().status()).isEqualTo(status);
        assertThat(new String(refused.response().body(), ISO_8859_1)).isEqualTo(message + "\n");
    }

    private static void isRefused(String text, String message) {
        isRefused(HeadReader.ofRequest(), text, 400, message);
    }

    @Test
    void aRequestIsReadWithItsFieldsInTheirOrder() throws HandshakeException {
        UpgradeRequest request = request(REQUEST);
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.target()).isEqualTo("/chat?a=b");
        assertThat(request.version()).isEqualTo("HTTP/1.1");
        assertThat(request.host()).isNull();
        assertThat(request.headers())
                .containsExactly(
                        new Headers.Field("Host", "server.example.com"),
                        new Headers.Field("X-Empty", ""),
                        new Headers.Field("Cookie", "caf\u00e9=1"),
                        new Headers.Field("cookie", "2"));
    }

    @Test
    void aResponseIsReadWithoutItsBody() throws HandshakeException {
        ByteBuffer in = bytes("HTTP/1.0 403 Geht nicht: \u00fc\r\nContent-Length: 2\r\n\r\nno");
        UpgradeResponse response = HeadReader.ofResponse().read(in).orElseThrow();
        assertThat(response.status()).isEqualTo(403);
        assertThat(response.reason()).isEqualTo("Geht nicht: \u00fc");
        assertThat(response.headers()).containsExactly(new Headers.Field("Content-Length", "2"));
        assertThat(response.body()).isEmpty();
        assertThat(in).isEqualTo(bytes("no"));
    }

    @Test
    void aHeadMayHaveNoFieldsAndAResponseNoReason() throws HandshakeException {
        assertThat(request("GET / HTTP/1.1\r\n\r\n").headers()).isEmpty();
        assertThat(response("HTTP/1.1 599 \r\n\r\n").reason()).isEmpty();
    }

    @Test
    void theHeadIsTheSameWhereverItsBytesAreSplit() throws HandshakeException {
        for (int first = 0; first <= REQUEST.length(); first++) {
            for (int second = first; second <= REQUEST.length(); second++) {
                HeadReader<UpgradeRequest> reader = HeadReader.ofRequest();
                ByteBuffer in = bytes(REQUEST + "frames");
                Optional<UpgradeRequest> head = reader.read(in.limit(first));
                if (head.isEmpty()) {
                    head = reader.read(in.limit(second));
                }
                assertThat(head.isPresent()).isEqualTo(second == REQUEST.length());
                if (head.isEmpty()) {
                    head = reader.read(in.limit(REQUEST.length() + 6));
                }
                assertThat(head.orElseThrow().encode())
                        .isEqualTo(request(REQUEST).encode());
                assertThat(in.limit(REQUEST.length() + 6)).isEqualTo(bytes("frames"));
            }
        }
    }

    @Test
    void aFaultShowsWithItsFirstByteHoweverTheBytesAreSplit() throws HandshakeException {
        HeadReader<UpgradeRequest> reader = HeadReader.ofRequest();
        String good = "GET / HTTP/1.1\r\nHost: a\r";
        for (char c : good.toCharArray()) {
            assertThat(reader.read(bytes(String.valueOf(c)))).isEmpty();
        }
        isRefused(reader, "\r", 400, "a CR without a LF (RFC 9112, section 2.2)");
    }

    @Test
    void oneReaderReadsOneHead() throws HandshakeException {
        HeadReader<UpgradeRequest> complete = HeadReader.ofRequest();
        assertThat(complete.read(bytes(REQUEST))).isPresent();
        assertThatIllegalStateException()
                .isThrownBy(() -> complete.read(bytes(REQUEST)))
                .withMessage("one reader reads one head");

        HeadReader<UpgradeRequest> failed = HeadReader.ofRequest();
        assertThatExceptionOfType(HandshakeException.class).isThrownBy(() -> failed.read(bytes("\n")));
        assertThatIllegalStateException().isThrownBy(() -> failed.read(bytes("")));
    }

    @Test
    void emptyLinesBeforeARequestAreIgnoredAsFarAsTheLimitAllows() throws HandshakeException {
        assertThat(request("\r\n\r\n" + REQUEST).target()).isEqualTo("/chat?a=b");
        isRefused(
                HeadReader.ofRequest(new HeadLimits(99, 99, 99)),
                "\r\n".repeat(50),
                414,
                "the head is larger than maxSize, 99 bytes");
        assertThat(refused(HeadReader.ofResponse(), "\r\n" + RESPONSE))
                .hasMessageContaining("\"\" is not a status line");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /",
                "GET  / HTTP/1.1",
                "GET /a b HTTP/1.1",
                " GET / HTTP/1.1",
                "GET / HTTP/1.1 ",
                "GET\t/ HTTP/1.1",
                "GET /\t HTTP/1.1",
                "GET /\u00fc HTTP/1.1",
                "GET /#a HTTP/1.1",
                "G(T / HTTP/1.1",
                "GET / http/1.1",
                "GET / HTTP/1",
                "GET / HTTP/1.10",
                "GET / HTTP/1.1\0",
                "SSH-2.0-OpenSSH"
            })
    void whatIsNoRequestLineIsRefusedAtItsEnd(String line) {
        isRefused(line + "\r\n", "\"" + Redacted.uri(line) + "\" is not a request line (RFC 9112, section 3)");
    }

    @Test
    void theQueryOfWhatIsNoRequestLineIsNotShown() {
        isRefused("GET /a?token=secret HTTP\r\n", "\"GET /a?...\" is not a request line (RFC 9112, section 3)");
    }

    /** The handshake checks the version. */
    @Test
    void otherVersionsOfHttpAreReadAndRefusedByTheHandshake() throws HandshakeException {
        UpgradeRequest request = request("GET / HTTP/2.0\r\n\r\n");
        HandshakeException refused =
                catchThrowableOfType(HandshakeException.class, () -> ServerHandshake.read(request));
        assertThat(refused.response().status()).isEqualTo(505);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 101",
                "HTTP/1.1  101 Switching Protocols",
                "HTTP/1.1 1010 Switching Protocols",
                "HTTP/1.1 011 Switching Protocols",
                "HTTP/2.0 101 Switching Protocols",
                "HTTP/1.1 101 Switching\0Protocols",
                "HTTP/1.1 101 Switching\u007f",
                "220 mail.example ESMTP"
            })
    void whatIsNoStatusLineIsNoResponse(String line) {
        HandshakeException refused = refused(HeadReader.ofResponse(), line + "\r\n");
        assertThat(refused)
                .hasMessage("the server's answer is not an HTTP/1.1 response: \"" + Escaped.text(line, 100)
                        + "\" is not a status line of HTTP/1.1 (RFC 9112, section 4)");
        assertThat(refused.response()).isNull();
    }

    @Test
    void interimResponsesArePassedOverWithTheirFields() throws HandshakeException {
        String interim = "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n";
        UpgradeResponse response = response("HTTP/1.1 100 Continue\r\n\r\n" + interim + RESPONSE);
        assertThat(response.status()).isEqualTo(101);
        assertThat(response.headers()).containsExactly(new Headers.Field("Upgrade", "websocket"));
        assertThat(response(interim + "HTTP/1.1 200 \r\n\r\n").status()).isEqualTo(200);
        assertThat(refused(HeadReader.ofResponse(), interim.repeat(400))).hasMessageContaining("maxFields");
    }

    @ParameterizedTest
    @CsvSource({"a CR without a LF, '\r'", "a LF without a CR, '\n'"})
    void halfALineEndIsNone(String message, String half) {
        for (String text : List.of(
                "GET / HTTP/1.1" + half + "Host: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost:" + half + " a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n" + half + "X")) {
            isRefused(text, message + " (RFC 9112, section 2.2)");
            assertThat(refused(HeadReader.ofResponse(), text.replace("GET / HTTP/1.1", "HTTP/1.1 200 OK")))
                    .hasMessageEndingWith(message + " (RFC 9112, section 2.2)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" folded", "\tfolded", " "})
    void foldedLinesAreRefused(String line) {
        for (String before : List.of("", "Cookie: a\r\n")) {
            isRefused(
                    "GET / HTTP/1.1\r\n" + before + line + "\r\n",
                    "a header line begins with whitespace: lines must not be folded (RFC 9112, section 5.2)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host : a", "Host\t: a", "Host \t :"})
    void whitespaceBeforeTheColonIsRefused(String line) {
        isRefused(
                "GET / HTTP/1.1\r\n" + line + "\r\n",
                "there is whitespace between the header name \"Host\" and its colon (RFC 9112, section 5.1)");
    }

    @ParameterizedTest
    @CsvSource({"Authorization Basic c2VjcmV0, Authorization", "H\u00f6st, H\\u00f6st", "a\0b, a\\u0000b"})
    void aHeaderLineHasAColonAndWhatMayBeASecretIsNotShown(String line, String shown) {
        isRefused(
                "GET / HTTP/1.1\r\n" + line + "\r\n",
                "the header line that begins with \"" + shown + "\" has no colon (RFC 9112, section 5)");
    }

    @ParameterizedTest
    @CsvSource({"': a', ''", "H\u00f6st: a, H\\u00f6st", "Two Words: a, Two Words", "a\0b: a, a\\u0000b"})
    void aHeaderNameIsAToken(String line, String shown) {
        isRefused(
                "GET / HTTP/1.1\r\n" + line + "\r\n",
                "the header name \"" + shown + "\" is not a token (RFC 9110, section 5.6.2)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\b", "\u001f", "\u007f"})
    void aControlCharacterInAValueIsRefused(String c) {
        isRefused(
                "GET / HTTP/1.1\r\nX-Room: a" + c + "\r\n",
                "the value of the header X-Room must not hold the character U+%04X (index 2)"
                        .formatted((int) c.charAt(0)));
    }

    @Test
    void aLineMayBeAsLongAsItsLimitAndNoLonger() throws HandshakeException {
        HeadLimits limits = new HeadLimits(14, 10, 1000);
        String longest = "GET / HTTP/1.1\r\nX: 45678901234\r\n\r\n";
        assertThat(HeadReader.ofRequest(limits).read(bytes(longest))).isPresent();
        isRefused(
                HeadReader.ofRequest(limits), "GET /5 HTTP/1.1", 414, "a line is longer than maxLineLength, 14 bytes");
        isRefused(
                HeadReader.ofRequest(limits),
                "GET / HTTP/1.1\r\nX: 456789012345",
                431,
                "a line is longer than maxLineLength, 14 bytes");
    }

    @Test
    void thereMayBeAsManyFieldsAsTheLimitAndNoMore() throws HandshakeException {
        HeadLimits limits = new HeadLimits(100, 2, 1000);
        String most = "GET / HTTP/1.1\r\nA: 1\r\nA: 2\r\n";
        assertThat(HeadReader.ofRequest(limits).read(bytes(most + "\r\n"))).isPresent();
        isRefused(
                HeadReader.ofRequest(limits), most + "A: 3\r\n", 431, "there are more header lines than maxFields, 2");
    }

    @Test
    void aHeadMayBeAsLargeAsTheLimitAndNoLarger() throws HandshakeException {
        HeadLimits limits = new HeadLimits(100, 10, RESPONSE.length());
        assertThat(HeadReader.ofResponse(limits).read(bytes(RESPONSE))).isPresent();
        HeadLimits smaller = new HeadLimits(100, 10, RESPONSE.length() - 1);
        assertThat(refused(HeadReader.ofResponse(smaller), RESPONSE))
                .hasMessage("the server's answer is not an HTTP/1.1 response: the head is larger than maxSize, "
                        + (RESPONSE.length() - 1) + " bytes");
    }

    @Test
    void endlessInputIsRefusedByTheDefaultLimits() {
        for (String piece : List.of("x", "\r\n", "GET / HTTP/1.1\r\n", "A: 1\r\n")) {
            String endless = (piece.startsWith("A") ? "GET / HTTP/1.1\r\n" : "") + piece.repeat(20_000);
            assertThat(refused(HeadReader.ofRequest(), endless).response().status())
                    .isGreaterThanOrEqualTo(400);
        }
    }

    @Test
    void anyBytesAreAHeadThatCanBeWrittenAndReadAgainOrRefusedOrTheBeginningOfOne() {
        Inputs<String> pieces = Inputs.of(
                "GET", " ", "/", "HTTP/1.1", "\r\n", "\r", "\n", "Host", ":", "a", "\t", "\0", "\u00fc", "\r\n\r\n");
        Inputs<List<String>> heads = Inputs.by(random -> random.ints(random.nextInt(12), 0, Integer.MAX_VALUE)
                .mapToObj(i -> pieces.draw(random))
                .toList());
        Cases.each(heads, head -> {
            String text = "GET / HTTP/1.1\r\n" + String.join("", head);
            try {
                Optional<UpgradeRequest> read = HeadReader.ofRequest().read(bytes(text));
                if (read.isPresent()) {
                    UpgradeRequest again = request(new String(read.get().encode(), ISO_8859_1));
                    assertThat(again.headers())
                            .containsExactlyElementsOf(read.get().headers());
                }
            } catch (HandshakeException e) {
                assertThat(e.getMessage()).matches("[ -~]+");
            }
        });
    }
}
