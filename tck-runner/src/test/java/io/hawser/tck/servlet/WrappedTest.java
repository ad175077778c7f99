package io.hawser.tck.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.tck.WirePeer;
import io.hawser.tck.servlet.app.WrappedApp;
import io.hawser.tck.suite.Target;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Handshakes behind proxies and filters. The values of the container's request count. */
@ExtendWith(EachServer.class)
class WrappedTest {

    private static final String[] PUBLIC = {"X-Forwarded-Host", "public.example", "X-Forwarded-Proto", "https"};

    /** Acts as a proxy that Tomcat trusts. */
    private static final String REMOTE_IP_VALVE = """
            <Context>
              <Valve className="org.apache.catalina.valves.RemoteIpValve" hostHeader="X-Forwarded-Host"
                     protocolHeader="X-Forwarded-Proto"/>
            </Context>
            """;

    private static Application deploy(Server server) throws IOException {
        return server.deploy("/wrapped", server.war().classes(WrappedApp.class));
    }

    private static String[] with(String origin, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Origin";
        all[headers.length + 1] = origin;
        return all;
    }

    /** A client that reads all of an answer. */
    private static final class Reader extends WirePeer {

        Reader(Server server) throws IOException {
            super(new Socket("localhost", server.port()));
        }

        void ask(String target, String... more) throws IOException {
            String lines = String.join("", more);
            write(handshakeFor(target)
                    .replace("\r\n\r\n", "\r\n" + lines + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        }

        void talk(String target) throws IOException {
            open(handshakeFor(target));
        }

        int end() throws IOException {
            return in().read();
        }

        static String answer(Server server, String target) throws IOException {
            try (Reader reader = new Reader(server)) {
                reader.ask(target, "Origin: http://elsewhere.example\r\n");
                return reader.head() + new String(reader.in().readAllBytes(), StandardCharsets.US_ASCII);
            }
        }
    }

    @OnEachServer
    void hostThatAFilterShowsCounts(Server server) throws Exception {
        try (Application application = deploy(server);
                Talk talk = application.talk("/where?forwarded", with("https://public.example", PUBLIC))) {
            assertThat(talk.ask("where")).isEqualTo("wss://public.example/wrapped/where?forwarded true");
            assertThat(application.handshakeStatus("/where?forwarded", with("https://elsewhere.example", PUBLIC)))
                    .isEqualTo(403);
            // The header has another host, and the client does not use TLS for it.
            assertThat(application.handshakeStatus(
                            "/where?forwarded", with("http://localhost:" + server.port(), PUBLIC)))
                    .isEqualTo(403);
            assertThat(application.handshakeStatus("/where?forwarded", with("http://public.example", PUBLIC)))
                    .isEqualTo(403);
        }
    }

    /** Only a trusted proxy can set the requested host. */
    @OnEachServer
    void forwardedHeaderThatNobodyReadsIsNoHost(Server server) throws Exception {
        try (Application application = deploy(server);
                Talk talk = application.talk("/where", with("http://localhost:" + server.port(), PUBLIC))) {
            assertThat(talk.ask("where")).isEqualTo("ws://localhost:" + server.port() + "/wrapped/where false");
            assertThat(application.handshakeStatus("/where", with("https://public.example", PUBLIC)))
                    .isEqualTo(403);
        }
    }

    /** The rules of HTTP do not apply to values that are never sent. */
    @OnEachServer
    void whatAFilterAddsIsShownAsItIs(Server server) throws Exception {
        try (Application application = deploy(server);
                Talk talk = application.talk("/where?decorated")) {
            assertThat(talk.ask("X-Name")).isEqualTo("[\u0416anna]");
            assertThat(talk.ask("X-Lines")).isEqualTo("[one\r\nSet-Cookie: two=2]");
            assertThat(talk.ask("two words")).isEqualTo("[three]");
            assertThat(talk.ask("parameters")).isEqualTo("{added=[yes]}");
        }
    }

    @OnEachServer
    void refusalReachesTheClientWhateverAFilterHasBegun(Server server) throws Exception {
        try (Application application = deploy(server)) {
            for (String begun : new String[] {"nothing", "reader", "writer", "stream"}) {
                assertThat(Reader.answer(server, "/wrapped/where?" + begun))
                        .as(begun)
                        .startsWith("HTTP/1.1 403")
                        .contains("the origin http://elsewhere.example is not allowed here")
                        .doesNotContain("begun");
            }
            for (String begun : new String[] {"reader", "writer", "stream"}) {
                try (Talk talk = application.talk("/where?" + begun)) {
                    assertThat(talk.ask("where")).as(begun).endsWith("?" + begun + " false");
                }
            }
        }
    }

    @OnEachServer
    void responseThatIsCommittedIsLeftAsItIs(Server server) throws Exception {
        try (Application application = deploy(server);
                Reader reader = new Reader(application.server())) {
            reader.ask("/wrapped/where?committed");
            assertThat(reader.head()).startsWith("HTTP/1.1 200").doesNotContain("Sec-WebSocket-Accept");
            await().until(() -> server.log().contains("the handshake cannot be answered"));
        }
    }

    @Test
    void hostThatTomcatHasFromAProxyCounts(List<Server> servers) throws Exception {
        Server server = tomcat(servers);
        War war = server.war().classes(WrappedApp.class).file("META-INF/context.xml", REMOTE_IP_VALVE);
        try (Application application = server.deploy("/wrapped", war);
                Talk talk = application.talk("/where", with("https://public.example", PUBLIC))) {
            assertThat(talk.ask("where")).isEqualTo("wss://public.example/wrapped/where true");
            assertThat(application.handshakeStatus("/where", with("https://elsewhere.example", PUBLIC)))
                    .isEqualTo(403);
        }
    }

    private static Server tomcat(List<Server> servers) {
        return servers.stream()
                .filter(server -> server.target() == Target.TOMCAT)
                .findFirst()
                .orElseThrow();
    }

    /** Administrators are advised to hide the name of the server like this. */
    @Test
    void connectionEndsThoughTomcatIsCalledOtherwise(@TempDir Path directory) throws Exception {
        Path properties = directory.resolve("org/apache/catalina/util/ServerInfo.properties");
        Files.createDirectories(properties.getParent());
        Files.writeString(properties, "server.info=Web Server\nserver.number=0\nserver.built=today\n");
        try (Server server = Server.start(Target.TOMCAT, List.of("-Xbootclasspath/a:" + directory));
                Application application = deploy(server)) {
            assertThat(application.body("/server")).isEqualTo("Web Server");
            try (Reader peer = new Reader(server)) {
                peer.talk("/wrapped/where");
                peer.write(WirePeer.frame(WirePeer.FIN | WirePeer.CLOSE, new byte[] {3, (byte) 0xE8}));
                assertThat(peer.next().closeCode()).isEqualTo(1000);
                assertThat(peer.end()).isEqualTo(-1);
            }
        }
    }
}
