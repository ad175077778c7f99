package io.hawser.tck.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.tck.idle.EchoApp;
import io.hawser.tck.idle.UndertowsOwn;
import io.hawser.tck.suite.Target;
import java.io.IOException;
import java.util.List;

/** An application that contains Hawser's jar and is served by the server's own implementation. */
class BesideTest {

    private static War war(Server server) throws IOException {
        War war = server.war().classes(EchoApp.class);
        return server.target() == Target.UNDERTOW
                ? war.classes(UndertowsOwn.class)
                        .file(
                                "WEB-INF/classes/META-INF/services/io.undertow.servlet.ServletExtension",
                                UndertowsOwn.class.getName())
                // The server does not read web-fragment.xml then.
                : war.file("WEB-INF/web.xml", """
                    <?xml version="1.0" encoding="UTF-8"?>
                    <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true"/>
                    """);
    }

    @OnEachServer
    void theServersOwnServesPagesAsItWouldWithoutTheJar(Server server) throws Exception {
        String own = "http://localhost:" + server.port();
        try (Application application = server.deploy("/beside", war(server))) {
            for (String origin : List.of(own, "https://elsewhere.example", "null")) {
                try (Talk talk = application.talk("/echo", "Origin", origin)) {
                    assertThat(talk.ask(EchoApp.WHOSE)).as(origin).doesNotStartWith("io.hawser.");
                    assertThat(talk.ask("hello")).isEqualTo("hello");
                }
            }
        }
        assertThat(server.log()).contains("serves the application at /beside, not Hawser");
    }
}
