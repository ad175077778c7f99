package io.hawser.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.HawserSession;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.standard.ServerEndpointExporter;

/** Applications behind a proxy, whose header fields a filter of Spring reads. */
class ForwardedTest {

    private static final Map<String, String> SEVERAL_FIELDS = Map.of(
            "X-Forwarded-Host", "public.example",
            "X-Forwarded-Proto", "https",
            "X-Forwarded-Port", "443",
            "X-Forwarded-For", "192.0.2.7",
            "X-Forwarded-Prefix", "/shop");

    private static Application application;

    @BeforeAll
    static void run() {
        application = Application.run(Behind.class, "server.forward-headers-strategy=framework");
    }

    @AfterAll
    static void close() {
        application.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/annotated", "/handler"})
    void theSessionHasTheUriOfThePublicClient(String path) throws Exception {
        JdkClient one = connect(path + "?a=b", Map.of("Forwarded", "for=192.0.2.7;host=public.example;proto=https"));
        assertThat(one.answer("where")).isEqualTo("wss://public.example" + path + "?a=b true 192.0.2.7");
        one.close();
        JdkClient other = connect(path, SEVERAL_FIELDS);
        assertThat(other.answer("where")).isEqualTo("wss://public.example/shop" + path + " true 192.0.2.7");
        other.close();
        JdkClient port = connect(path, Map.of("Forwarded", "host=\"public.example:8443\";proto=https"));
        assertThat(port.answer("where")).startsWith("wss://public.example:8443" + path + " true");
        port.close();
        JdkClient direct = connect(path, Map.of());
        assertThat(direct.answer("where")).startsWith("ws://localhost:" + application.port() + path + " false");
        direct.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/annotated", "/handler"})
    void originsAreComparedWithThePublicHost(String path) {
        assertThat(answerTo(path, "https://public.example")).isEqualTo(101);
        assertThat(answerTo(path, "https://evil.example")).isEqualTo(403);
        assertThat(answerTo(path, "https://public.example:8443")).isEqualTo(403);
        assertThat(answerTo(path, "http://localhost:" + application.port())).isEqualTo(403);
    }

    private static int answerTo(String path, String origin) {
        UnaryOperator<WebSocket.Builder> fields =
                builder -> with(SEVERAL_FIELDS, builder).header("Origin", origin);
        try {
            JdkClient.connect(application.port(), path, fields).close();
            return 101;
        } catch (CompletionException e) {
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
    }

    private static JdkClient connect(String path, Map<String, String> fields) {
        return JdkClient.connect(application.port(), path, builder -> with(fields, builder));
    }

    private static WebSocket.Builder with(Map<String, String> fields, WebSocket.Builder builder) {
        fields.forEach(builder::header);
        return builder;
    }

    /** {@return what a session knows of its connection} */
    private static String where(Session session) {
        return session.getRequestURI() + " " + session.isSecure() + " "
                + ((InetSocketAddress) HawserSession.of(session).remoteAddress()).getHostString();
    }

    /** An application with an endpoint of each kind. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableWebSocket
    static class Behind implements WebSocketConfigurer {

        @Bean
        static ServerEndpointExporter serverEndpointExporter() {
            ServerEndpointExporter exporter = new ServerEndpointExporter();
            exporter.setAnnotatedEndpointClasses(Annotated.class);
            return exporter;
        }

        @Override
        public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
            registry.addHandler(new Handler(), "/handler");
        }

        /** The annotated endpoint. */
        @ServerEndpoint("/annotated")
        public static class Annotated {

            @OnMessage
            public String answer(String message, Session session) {
                return where(session);
            }
        }

        private static final class Handler extends TextWebSocketHandler {

            @Override
            protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
                Session carrier = ((NativeWebSocketSession) session).getNativeSession(Session.class);
                session.sendMessage(new TextMessage(where(carrier)));
            }
        }
    }
}
