package io.hawser.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTest {

    private final List<String> calls = new ArrayList<>();

    private List<String> answersTo(String commands) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream answers = new PrintStream(output, true, StandardCharsets.UTF_8);
        new Console(new Recorder(), answers).obey(new BufferedReader(new StringReader(commands)));
        return output.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void deploysAndUndeploysUntilItIsToldToStop() throws Exception {
        assertThat(answersTo("deploy /shop /srv/my shop.war\nundeploy /shop\nstop\ndeploy /late late.war\n"))
                .containsExactly("ok deployed /shop", "ok undeployed /shop", "ok stopped");
        assertThat(calls).containsExactly("deploy /shop " + Path.of("/srv/my shop.war"), "undeploy /shop", "close");
    }

    @Test
    void theEndOfTheInputStopsIt() throws Exception {
        assertThat(answersTo("")).containsExactly("ok stopped");
        assertThat(calls).containsExactly("close");
    }

    @Test
    void aFailureIsToldInOneLineWithItsCauses() throws Exception {
        assertThat(answersTo("deploy /bad bad.war\n").get(0))
                .isEqualTo("failed java.lang.IllegalStateException: no start,"
                        + " caused by java.lang.IllegalArgumentException: two paths");
    }

    @Test
    void wordsThatAreNoCommandFail() throws Exception {
        assertThat(answersTo("deploy\ndeploy /shop\nfly\n\n"))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("failed ").contains("a context path is missing"),
                        line -> assertThat(line).startsWith("failed ").contains("a WAR file or directory is missing"),
                        line -> assertThat(line).startsWith("failed ").contains("there is no command \"fly\""),
                        line -> assertThat(line).isEqualTo("ok stopped"));
    }

    @Test
    void memoryIsToldInOneLine() throws Exception {
        assertThat(answersTo("memory\n").get(0)).matches("ok heap=\\d+ classes=\\d+ threads=\\d+ .*main.*");
    }

    @Test
    void aSecurePortIsToldWithItsNumber() throws Exception {
        assertThat(answersTo("secure secret /srv/my key.p12\nsecure secret\n"))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("ok secure 8443"),
                        line -> assertThat(line).startsWith("failed ").contains("a key store is missing"),
                        line -> assertThat(line).isEqualTo("ok stopped"));
        assertThat(calls).containsExactly("secure 0 " + Path.of("/srv/my key.p12") + " secret", "close");
    }

    private final class Recorder implements ServletServer {

        @Override
        public int start(int port) {
            return port;
        }

        @Override
        public int startSecure(int port, Path keyStore, String password) {
            calls.add("secure " + port + " " + keyStore + " " + password);
            return 8443;
        }

        @Override
        public void deploy(String contextPath, Path war) {
            calls.add("deploy " + contextPath + " " + war);
            if (contextPath.equals("/bad")) {
                throw new IllegalStateException("no start", new IllegalArgumentException("two\npaths"));
            }
        }

        @Override
        public void undeploy(String contextPath) {
            calls.add("undeploy " + contextPath);
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }
}
