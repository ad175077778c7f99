package io.hawser.spring.boot.three;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/** The starter in an application of Spring Boot 3.5, which Tomcat's own implementation serves. */
class SpringBoot3Test {

    private static final Logger LOGGER = Logger.getLogger("io.hawser.spring.boot");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            lines.add(new SimpleFormatter().formatMessage(logged));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void listenNoMore() {
        LOGGER.removeHandler(handler);
    }

    /** Sends back what comes. */
    @Configuration
    @EnableAutoConfiguration
    @EnableWebSocket
    public static class Echo implements WebSocketConfigurer {
        @Override
        public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
            registry.addHandler(
                    new TextWebSocketHandler() {
                        @Override
                        protected void handleTextMessage(WebSocketSession session, TextMessage message)
                                throws Exception {
                            session.sendMessage(message);
                        }
                    },
                    "/echo");
        }
    }

    private static ConfigurableApplicationContext run(String... properties) {
        return new SpringApplicationBuilder(Echo.class)
                .web(WebApplicationType.SERVLET)
                .properties(Map.of(
                        "server.port", "0",
                        "server.address", "localhost",
                        "spring.main.banner-mode", "off",
                        "spring.jmx.enabled", "false"))
                .properties(properties)
                .run();
    }

    private static void isServed(ConfigurableApplicationContext application) throws Exception {
        String address = "localhost:" + application.getEnvironment().getProperty("local.server.port");
        CompletableFuture<String> answer = new CompletableFuture<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Origin", "http://" + address)
                .buildAsync(URI.create("ws://" + address + "/echo"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                        answer.complete(text.toString());
                        return null;
                    }
                })
                .get(20, TimeUnit.SECONDS);
        socket.sendText("hello", true).get(20, TimeUnit.SECONDS);
        assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo("hello");
        socket.abort();
    }

    @Test
    void oneLineSaysThatHawserDoesNotServeAndWhatDoes() throws Exception {
        assertThat(SpringBootVersion.getVersion()).startsWith("3.5.");
        try (ConfigurableApplicationContext application = run()) {
            assertThat(lines)
                    .singleElement()
                    .asString()
                    .contains("Hawser does not serve")
                    .contains("needs Spring Boot 4")
                    .contains("this is Spring Boot 3.5.")
                    .contains("served by org.apache.tomcat.websocket.server.WsServerContainer");
            isServed(application);
        }
    }

    @Test
    void whereHawserIsNotWantedNothingIsSaid() throws Exception {
        try (ConfigurableApplicationContext application = run("hawser.enabled=false")) {
            assertThat(lines).isEmpty();
            isServed(application);
        }
    }
}
