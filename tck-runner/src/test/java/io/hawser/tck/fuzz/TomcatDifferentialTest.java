package io.hawser.tck.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.standalone.HawserServer;
import io.hawser.tck.servlet.War;
import io.hawser.tck.suite.ServerProcess;
import io.hawser.tck.suite.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares Hawser's standalone server and Tomcat's own WebSocket on the same opening handshakes. */
class TomcatDifferentialTest {

    private static ServerProcess tomcat;
    private static HawserServer hawser;

    @BeforeAll
    static void start() throws Exception {
        Path directory =
                Files.createDirectories(Path.of("target", "differential").toAbsolutePath());
        War war = new War(Files.createTempDirectory(directory, "war")).classes(ComparedEndpoint.class);
        tomcat = ServerProcess.start(Target.TOMCAT, directory, List.of());
        assertThat(tomcat.deploy("/app", war.directory())).as("refusal").isEmpty();
        hawser = HawserServer.builder()
                .contextPath("/app")
                .addEndpoint(ComparedEndpoint.class)
                .start();
    }

    @AfterAll
    static void stop() {
        if (hawser != null) {
            hawser.close();
        }
        if (tomcat != null) {
            tomcat.close();
        }
    }

    static List<HandshakeCase> cases() {
        return HandshakeCase.all().toList();
    }

    /** An explained difference must exist. Otherwise its explanation has to be deleted. */
    @ParameterizedTest
    @MethodSource("cases")
    void handshakesAreAnsweredAlikeButForWhatIsExplained(HandshakeCase handshake) throws IOException {
        HandshakeAnswer ours = HandshakeAnswer.of(hawser.port(), handshake.request());
        HandshakeAnswer theirs = HandshakeAnswer.of(tomcat.address().getPort(), handshake.request());

        if (handshake.difference() == null) {
            assertThat(ours).as("Hawser's answer beside Tomcat's").isEqualTo(theirs);
        } else {
            assertThat(List.of(ours.toString(), theirs.toString()))
                    .as(handshake.difference().reason())
                    .containsExactly(
                            handshake.difference().ours(),
                            handshake.difference().theirs());
        }
    }
}
