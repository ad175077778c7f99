package io.hawser.tck.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The promises of the Javadoc of {@link Session}, on both sides. */
class SessionApiTest {

    private static final MessageHandler.Whole<String> TEXT = new MessageHandler.Whole<>() {
        @Override
        public void onMessage(String message) {
            Journal.add("text " + message);
        }
    };

    private static final MessageHandler.Partial<byte[]> BINARY_PARTS = new MessageHandler.Partial<>() {
        @Override
        public void onMessage(byte[] part, boolean last) {
            Journal.add("part of " + part.length + " " + last);
        }
    };

    @Test
    @Proves("Session")
    void sessionThatHasEndedCanOnlyBeClosedAgain() throws Exception {
        Held.onBothEnds(session -> {
            session.close();
            Awaitility.await().until(() -> !session.isOpen());
            List<ThrowingCallable> uses = List.of(
                    session::getContainer,
                    () -> session.addMessageHandler(TEXT),
                    () -> session.addMessageHandler(String.class, TEXT),
                    () -> session.addMessageHandler(byte[].class, BINARY_PARTS),
                    session::getMessageHandlers,
                    () -> session.removeMessageHandler(TEXT),
                    session::getProtocolVersion,
                    session::getNegotiatedSubprotocol,
                    session::getNegotiatedExtensions,
                    session::isSecure,
                    session::getMaxIdleTimeout,
                    () -> session.setMaxIdleTimeout(1),
                    () -> session.setMaxBinaryMessageBufferSize(1),
                    session::getMaxBinaryMessageBufferSize,
                    () -> session.setMaxTextMessageBufferSize(1),
                    session::getMaxTextMessageBufferSize,
                    session::getRequestURI,
                    session::getRequestParameterMap,
                    session::getQueryString,
                    session::getPathParameters,
                    session::getUserProperties,
                    session::getUserPrincipal,
                    session::getOpenSessions);
            for (int i = 0; i < uses.size(); i++) {
                assertThatThrownBy(uses.get(i)).as("use " + i).isInstanceOf(IllegalStateException.class);
            }
            session.close();
            session.close(new CloseReason(CloseCodes.GOING_AWAY, "again"));
        });
    }

    /** A sender to many sessions cannot know which of them have ended. */
    @Test
    @Proves({"Session", "RemoteEndpoint"})
    void remoteOfASessionThatHasEndedSendsNothingAndSaysSo() throws Exception {
        Held.onBothEnds(session -> {
            session.close();
            Awaitility.await().until(() -> !session.isOpen());
            assertThatThrownBy(() -> session.getBasicRemote().sendText("late")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> session.getAsyncRemote().sendText("late").get())
                    .hasCauseInstanceOf(IOException.class);
        });
    }

    @Test
    @Proves("Session")
    void secondCloseHasNoEffect() throws Exception {
        try (Site site = Held.site()) {
            Session session = site.connect(new Client(), "/held");
            session.close(new CloseReason(CloseCodes.GOING_AWAY, "first"));
            session.close(new CloseReason(CloseCodes.NORMAL_CLOSURE, "second"));
            session.close();
            Journal.expect("close 1001 first");
        }
    }

    @Test
    @Proves("Session")
    void containerIsThatOfTheEndpoint() throws Exception {
        try (Site site = Held.site()) {
            assertThat(site.connect(new Client(), "/held").getContainer()).isSameAs(site.client());
            assertThat(Held.next().getContainer()).isSameAs(site.server().container());
        }
    }

    @Test
    @Proves("Session")
    void protocolVersionIs13() throws Exception {
        Held.onBothEnds(session -> assertThat(session.getProtocolVersion()).isEqualTo("13"));
    }

    @Test
    @Proves("Session")
    void whatIsNotNegotiatedIsEmpty() throws Exception {
        Held.onBothEnds(session -> {
            assertThat(session.getNegotiatedSubprotocol()).isEmpty();
            assertThat(session.getNegotiatedExtensions()).isEmpty();
            assertThat(session.isSecure()).isFalse();
            assertThat(session.getUserPrincipal()).isNull();
            assertThat(session.getPathParameters()).isEmpty();
            assertThat(session.getUserProperties()).isEmpty();
        });
    }

    @Test
    @Proves("Session")
    void sessionIsOpenUntilItIsClosed() throws Exception {
        Held.onBothEnds(session -> {
            assertThat(session.isOpen()).isTrue();
            session.close();
            Awaitility.await().until(() -> !session.isOpen());
        });
    }

    @Test
    @Proves("Session")
    void idleTimeoutIsInMilliseconds() throws Exception {
        Held.onBothEnds(session -> {
            assertThat(session.getMaxIdleTimeout()).isZero();
            session.setMaxIdleTimeout(100_000);
            assertThat(session.getMaxIdleTimeout()).isEqualTo(100_000);
            session.setMaxIdleTimeout(-1);
            assertThat(session.getMaxIdleTimeout()).isLessThanOrEqualTo(0);
            session.setMaxIdleTimeout(Long.MAX_VALUE);
            assertThat(session.getMaxIdleTimeout()).isPositive();
            assertThat(session.isOpen()).isTrue();
        });
    }

    @Test
    @Proves("Session")
    void idleSessionIsClosed() throws Exception {
        try (Site site = Held.site()) {
            Client client = new Client();
            site.connect(client, "/held");
            Held.next().setMaxIdleTimeout(1);
            assertThat(Journal.next()).startsWith("close 1006 ");
            client.expect("close 1001");
        }
    }

    @Test
    @Proves("Session")
    void idsAreUnique() throws Exception {
        try (Site site = Held.site()) {
            Session one = site.connect(new Client(), "/held");
            Session two = site.connect(new Client(), "/held");
            assertThat(Set.of(one.getId(), two.getId())).hasSize(2);
            assertThat(Set.of(Held.next().getId(), Held.next().getId())).hasSize(2);
        }
    }

    @Test
    @Proves("Session")
    void requestIsKnownToBothEnds() throws Exception {
        try (Site site = Held.site()) {
            URI uri = site.uri("/held?a=1&b=x%20y&a=2&c");
            Session client = site.client()
                    .connectToServer(
                            new Client(), ClientEndpointConfig.Builder.create().build(), uri);
            for (Session session : List.of(client, Held.next())) {
                assertThat(session.getRequestURI()).isEqualTo(uri);
                assertThat(session.getQueryString()).isEqualTo("a=1&b=x%20y&a=2&c");
                assertThat(session.getRequestParameterMap())
                        .isEqualTo(Map.of("a", List.of("1", "2"), "b", List.of("x y"), "c", List.of("")));
                assertThatThrownBy(() -> session.getRequestParameterMap().put("d", List.of()))
                        .isInstanceOf(UnsupportedOperationException.class);
            }
        }
    }

    @Test
    @Proves("Session")
    void requestWithoutAQueryHasNoParameters() throws Exception {
        Held.onBothEnds(session -> {
            assertThat(session.getQueryString()).isNull();
            assertThat(session.getRequestParameterMap()).isEmpty();
            assertThat(session.getRequestURI())
                    .hasScheme("ws")
                    .hasPath("/app/held")
                    .hasNoQuery();
        });
    }

    @Test
    @Proves("Session")
    void pathParametersCannotBeChanged() throws Exception {
        try (Site site = Held.site(ServerEndpointConfig.Builder.create(Held.class, "/held/{one}/{two}")
                .build())) {
            site.connect(new Client(), "/held/a/b%20c");
            Map<String, String> parameters = Held.next().getPathParameters();
            assertThat(parameters).isEqualTo(Map.of("one", "a", "two", "b c"));
            assertThatThrownBy(() -> parameters.put("one", "x")).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    @Proves("Session")
    void userPropertiesAreACopyOfThoseOfTheConfiguration() throws Exception {
        Object value = new Object();
        ServerEndpointConfig server =
                ServerEndpointConfig.Builder.create(Held.class, "/held").build();
        server.getUserProperties().put("key", value);
        ClientEndpointConfig client = ClientEndpointConfig.Builder.create().build();
        client.getUserProperties().put("key", value);
        try (Site site = Held.site(server)) {
            for (Session session : List.of(site.connect(new Client(), client, "/held"), Held.next())) {
                assertThat(session.getUserProperties()).isEqualTo(Map.of("key", value));
                assertThat(session.getUserProperties().get("key")).isSameAs(value);
                session.getUserProperties().put("own", "x");
                session.getUserProperties().remove("key");
                assertThat(session.getUserProperties()).isEqualTo(Map.of("own", "x"));
            }
            assertThat(server.getUserProperties()).isEqualTo(Map.of("key", value));
            assertThat(client.getUserProperties()).isEqualTo(Map.of("key", value));
        }
    }

    @Test
    @Proves("Session")
    void openSessionsAreThoseOfTheSameEndpoint() throws Exception {
        try (Site site = Held.site(
                ServerEndpointConfig.Builder.create(Held.class, "/one").build(),
                ServerEndpointConfig.Builder.create(Held.class, "/two").build())) {
            site.connect(new Client(), "/one");
            Session first = Held.next();
            site.connect(new Client(), "/two");
            Session other = Held.next();
            Session client = site.connect(new Client(), "/one");
            Session second = Held.next();
            Set<Session> before = second.getOpenSessions();
            assertThat(before).containsExactlyInAnyOrder(first, second);
            assertThat(other.getOpenSessions()).containsExactly(other);
            client.close();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(first.getOpenSessions()).containsExactly(first));
            assertThat(before).containsExactlyInAnyOrder(first, second);
        }
    }

    @Test
    @Proves("Session")
    void openSessionsOfAClientContainItself() throws Exception {
        try (Site site = Held.site()) {
            Session session = site.connect(new Client(), "/held");
            assertThat(session.getOpenSessions()).contains(session).allMatch(Session::isOpen);
        }
    }

    @Test
    @Proves("Session")
    void closeWithoutAReasonIsNormal() throws Exception {
        try (Site site = Held.site()) {
            site.connect(new Client(), "/held").close();
            Journal.expect("close 1000 ");
        }
    }

    @Test
    @Proves("Session")
    void unsentMessagesLeaveBeforeTheClose() throws Exception {
        try (Site site = Held.site()) {
            Client client = new Client();
            site.connect(client, "/held");
            Session session = Held.next();
            for (int i = 0; i < 3; i++) {
                session.getAsyncRemote().sendText("message " + i);
            }
            session.close(new CloseReason(CloseCodes.GOING_AWAY, "done"));
            client.expect("text message 0", "text message 1", "text message 2", "close 1001");
        }
    }
}
