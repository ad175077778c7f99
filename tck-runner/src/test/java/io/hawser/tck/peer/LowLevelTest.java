package io.hawser.tck.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.hawser.examples.lowlevel.SocketClient;
import io.hawser.examples.lowlevel.SocketServer;
import io.hawser.standalone.HawserServer;
import io.hawser.tck.Child;
import io.hawser.tck.Tool;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The examples that use only the low level, started like by a user, with libraries of other languages. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LowLevelTest {

    private static final Path HERE = Path.of("").toAbsolutePath();
    private static final Pattern ADDRESS = Pattern.compile("Echo at (ws://localhost:[0-9]+/) .*");
    private static final String REASON = "the tide turns \u2693 \ud83c\udf0a";

    private static List<String> example(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static Child server() throws IOException {
        return Child.start(HERE, example(SocketServer.class, "0"));
    }

    private static URI address(Child server) {
        Matcher line = ADDRESS.matcher(server.nextLine());
        assertThat(line.matches()).isTrue();
        return URI.create(line.group(1));
    }

    private static ForeignEnd connected(Library library, URI server) throws Exception {
        ForeignEnd foreign = new ForeignEnd(library.script("peer"), "client", server.toString());
        assertThat(foreign.next()).isEqualTo(Heard.open());
        return foreign;
    }

    @ParameterizedTest
    @EnumSource
    void theServerSendsMessagesBackAndAnswersPings(Library library) throws Exception {
        List<String> parts = List.of("one, ", "two \ud83c\udf0a, ", "", "three");
        try (Child server = server();
                ForeignEnd foreign = connected(library, address(server))) {
            for (String text : List.of("", "tide", "\u00e4 \u20ac \ud83c\udf0a", "\u0000")) {
                foreign.sendText(text);
                assertThat(foreign.next()).isEqualTo(Heard.text(text));
            }
            foreign.sendFragments(parts);
            assertThat(foreign.next()).isEqualTo(Heard.text(String.join("", parts)));
            for (int size : new int[] {0, 1, 125, 126, 65_535, 65_536, 1 << 20}) {
                foreign.sendBinary(size);
                assertThat(foreign.next()).isEqualTo(Heard.binary(Payload.pattern(size)));
            }
            for (String data : List.of("", "x".repeat(125))) {
                foreign.ping(data);
                assertThat(foreign.next()).isEqualTo(Heard.pong(data));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theServerAnswersEachCloseWithItsCode(Library library) throws Exception {
        try (Child server = server()) {
            URI address = address(server);
            for (int code : new int[] {1000, 1001, 3000, 4999}) {
                try (ForeignEnd foreign = connected(library, address)) {
                    foreign.close(code, REASON);
                    assertThat(foreign.next()).isEqualTo(Heard.closed(code, ""));
                }
            }
        }
    }

    /** Bytes of the message are in transit when the server closes. */
    @ParameterizedTest
    @EnumSource
    void aMessageBeyondTheLimitOfTheServerIs1009(Library library) throws Exception {
        try (Child server = server();
                ForeignEnd foreign = connected(library, address(server))) {
            foreign.sendBinary(Payload.LARGEST);
            assertThat(foreign.next().getInt("code")).isEqualTo(1009);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "426, Upgrade Required, Connection: Upgrade",
        "400, Bad Request, Sec-WebSocket-Key: c2hvcnQ=",
        "405, Method Not Allowed, --request POST",
        "431, Request Header Fields Too Large, X-Long: {}"
    })
    void theServerRefusesABadHandshakeWithItsStatus(int status, String phrase, String option) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Tool.CURL.program(),
                "-q",
                "--silent",
                "--show-error",
                "--include",
                "--noproxy",
                "*",
                "--max-time",
                "60"));
        command.addAll(
                option.startsWith("--")
                        ? List.of(option.split(" "))
                        : List.of("--header", option.replace("{}", "x".repeat(9000))));
        if (status != 426) {
            for (String field : List.of("Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13")) {
                command.addAll(List.of("--header", field));
            }
        }
        try (Child server = server()) {
            command.add(address(server).toString().replaceFirst("ws", "http"));
            assertThat(Child.run(HERE, command))
                    .startsWith("HTTP/1.1 " + status + " " + phrase + "\n")
                    .containsIgnoringCase("\nconnection: ")
                    .containsIgnoringCase("\ncontent-length: ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theClientSendsEachTextWhenTheOneBeforeIsAnswered(Library library) throws Exception {
        try (ForeignEnd foreign = new ForeignEnd(library.script("peer"), "server");
                Child client = client(foreign, "first", "second")) {
            assertThat(foreign.next()).isEqualTo(Heard.open());
            assertThat(foreign.next()).isEqualTo(Heard.text("first"));
            foreign.ping("tide");
            assertThat(foreign.next()).isEqualTo(Heard.pong("tide"));
            foreign.sendFragments(List.of("an ", "answer ", "\ud83c\udf0a"));
            assertThat(client.nextLine()).isEqualTo("an answer \ud83c\udf0a");
            assertThat(foreign.next()).isEqualTo(Heard.text("second"));
            foreign.sendText("another");
            assertThat(client.nextLine()).isEqualTo("another");
            assertThat(foreign.next()).isEqualTo(Heard.closed(1000, ""));
            assertThat(client.nextLine()).isEqualTo("Closed: 1000");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theClientTellsHowTheServerHasClosed(Library library) throws Exception {
        try (ForeignEnd foreign = new ForeignEnd(library.script("peer"), "server");
                Child client = client(foreign, "first")) {
            assertThat(foreign.next()).isEqualTo(Heard.open());
            assertThat(foreign.next()).isEqualTo(Heard.text("first"));
            foreign.close(4000, REASON);
            assertThat(foreign.next()).isEqualTo(Heard.closed(4000, ""));
            assertThat(client.nextLine()).isEqualTo("Closed: 4000 (" + REASON + ")");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theClientFailsTheConnectionForAMessageOfAnotherKind(Library library) throws Exception {
        try (ForeignEnd foreign = new ForeignEnd(library.script("peer"), "server");
                Child client = client(foreign, "first")) {
            assertThat(foreign.next()).isEqualTo(Heard.open());
            assertThat(foreign.next()).isEqualTo(Heard.text("first"));
            foreign.sendBinary(1);
            assertThat(foreign.next()).isEqualTo(Heard.closed(1003, "only text is understood here"));
            assertThat(client.nextLine()).isEqualTo("Closed: 1003 (only text is understood here)");
        }
    }

    private static Child client(ForeignEnd listening, String... texts) throws IOException {
        String uri = "ws://127.0.0.1:" + listening.next().getInt("port") + "/";
        List<String> command = example(SocketClient.class, uri);
        command.addAll(List.of(texts));
        return Child.start(HERE, command);
    }

    @Test
    void theClientSaysWhyItWasRefused() throws Exception {
        try (HawserServer server = HawserServer.builder().start()) {
            assertThatIOException()
                    .isThrownBy(() -> Child.run(HERE, example(SocketClient.class, server.uri() + "nowhere", "text")))
                    .withMessageContaining("the server answered 404 Not Found");
        }
    }

    @Test
    void theTwoExamplesTalkToEachOther() throws Exception {
        try (Child server = server()) {
            assertThat(Child.run(
                            HERE, example(SocketClient.class, address(server).toString(), "one", "two")))
                    .isEqualTo("one\ntwo\nClosed: 1000\n");
        }
    }
}
