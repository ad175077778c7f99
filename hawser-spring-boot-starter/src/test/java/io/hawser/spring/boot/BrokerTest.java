package io.hawser.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.HawserSession;
import io.hawser.container.HawserClientContainer;
import jakarta.websocket.ContainerProvider;
import java.lang.reflect.Type;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.converter.StringMessageConverter;
import org.springframework.messaging.simp.stomp.StompFrameHandler;
import org.springframework.messaging.simp.stomp.StompHeaders;
import org.springframework.messaging.simp.stomp.StompSession;
import org.springframework.messaging.simp.stomp.StompSessionHandlerAdapter;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.config.WebSocketMessageBrokerStats;
import org.springframework.web.socket.messaging.WebSocketStompClient;

/** STOMP between Spring's client on Hawser's, and Spring's simple broker. */
class BrokerTest {

    private static final long HEARTBEAT_MILLIS = 100;

    @Test
    void stompRunsOverHawserOnBothSides() throws Exception {
        assertThat(ContainerProvider.getWebSocketContainer()).isInstanceOf(HawserClientContainer.class);
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.initialize();
        WebSocketStompClient client = new WebSocketStompClient(new StandardWebSocketClient());
        client.setTaskScheduler(scheduler);
        client.setDefaultHeartbeat(new long[] {HEARTBEAT_MILLIS, HEARTBEAT_MILLIS});
        client.setMessageConverter(new StringMessageConverter());
        try (Application application = Application.run(Broker.class)) {
            BlockingQueue<String> received = new LinkedBlockingQueue<>();
            BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
            StompSession session = connect(client, application, failures);
            session.subscribe("/topic/greetings", new Received(received));
            await().until(() -> isHeard(session, received));
            received.clear();
            String longName = "x".repeat(20_000);
            session.send("/app/greet", longName);
            assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo("hello " + longName);

            assertIsOnHawser(application);
            WebSocketMessageBrokerStats stats = application.bean(WebSocketMessageBrokerStats.class);
            assertThat(stats.getWebSocketSessionStats().getWebSocketSessions()).isEqualTo(1);
            session.disconnect();
            await().until(() -> stats.getWebSocketSessionStats().getWebSocketSessions() == 0);
            assertThat(failures).isEmpty();
        } finally {
            client.stop();
            scheduler.shutdown();
        }
    }

    @Test
    void heartbeatsComeOnASilentSession() throws Exception {
        try (Application application = Application.run(Broker.class)) {
            JdkClient client =
                    JdkClient.connect(application.port(), "/stomp", builder -> builder.subprotocols("v12.stomp"));
            assertThat(client.subprotocol()).isEqualTo("v12.stomp");
            client.send("CONNECT\naccept-version:1.2\nhost:localhost\nheart-beat:0,100\n\n\0");
            assertThat(client.text()).startsWith("CONNECTED\n").contains("heart-beat:100,100");
            assertThat(client.text()).isEqualTo("\n");
            assertThat(client.text()).isEqualTo("\n");
            client.close();
            assertThat(client.closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void theWebSocketTransportOfSockJsIsServedToo() throws Exception {
        try (Application application = Application.run(Broker.class)) {
            JdkClient client = JdkClient.connect(application.port(), "/sockjs/000/abcdef/websocket");
            assertThat(client.text()).isEqualTo("o");
            client.send("[\"CONNECT\\naccept-version:1.2\\nhost:localhost\\n\\n\\u0000\"]");
            assertThat(client.text()).startsWith("a[\"CONNECTED\\n");
            assertIsOnHawser(application);
            client.close();
        }
    }

    private static void assertIsOnHawser(Application application) {
        assertThat(application.bean(Broker.class).carriers())
                .singleElement()
                .satisfies(session -> assertThat(HawserSession.of(session)).isNotNull());
    }

    private static StompSession connect(
            WebSocketStompClient client, Application application, BlockingQueue<Throwable> failures) throws Exception {
        return client.connectAsync("ws://localhost:" + application.port() + "/stomp", new StompSessionHandlerAdapter() {
                    @Override
                    public void handleTransportError(StompSession session, Throwable failure) {
                        failures.add(failure);
                    }
                })
                .get(20, TimeUnit.SECONDS);
    }

    /** The broker subscribes on a thread of its own: what is sent before it has is not heard. */
    private static boolean isHeard(StompSession session, BlockingQueue<String> received) throws InterruptedException {
        session.send("/app/greet", "anyone");
        String message = received.poll(100, TimeUnit.MILLISECONDS);
        return "hello anyone".equals(message);
    }

    private record Received(BlockingQueue<String> messages) implements StompFrameHandler {

        @Override
        public Type getPayloadType(StompHeaders headers) {
            return String.class;
        }

        @Override
        public void handleFrame(StompHeaders headers, Object payload) {
            messages.add((String) payload);
        }
    }
}
