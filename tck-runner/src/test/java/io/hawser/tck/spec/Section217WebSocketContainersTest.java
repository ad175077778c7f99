package io.hawser.tck.spec;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.ContainerProvider;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Jakarta WebSocket 2.2, section 2.1.7: WebSocketContainers. */
class Section217WebSocketContainersTest {

    private static final Set<WebSocketContainer> SEEN = ConcurrentHashMap.newKeySet();

    /** Shows its container. */
    @ServerEndpoint("/one")
    public static class One {
        @OnOpen
        public void open(Session session) {
            SEEN.add(session.getContainer());
            Journal.add("open with " + session.getMaxIdleTimeout() + " "
                    + session.getMaxTextMessageBufferSize() + " "
                    + session.getMaxBinaryMessageBufferSize() + " "
                    + session.getAsyncRemote().getSendTimeout());
        }
    }

    /** Shows its container too. */
    @ServerEndpoint("/other")
    public static class Other extends One {
        @Override
        @OnOpen
        public void open(Session session) {
            super.open(session);
        }
    }

    @Test
    @Proves("2.1.7-1")
    void allEndpointsOfAnApplicationHaveOneContainer() throws Exception {
        SEEN.clear();
        try (Site site = Site.of(One.class, Other.class)) {
            for (String path : new String[] {"/one", "/other", "/one"}) {
                site.connect(new Client(), path);
                Journal.next();
            }
            assertThat(SEEN).containsExactly(site.server().container());
        }
    }

    @Test
    @Proves("2.1.7-1")
    void eachApplicationHasAContainerOfItsOwn() throws Exception {
        SEEN.clear();
        try (Site first = Site.of(One.class);
                Site second = Site.of(One.class)) {
            first.connect(new Client(), "/one");
            second.connect(new Client(), "/one");
            Journal.next();
            Journal.next();
            assertThat(SEEN)
                    .containsExactlyInAnyOrder(
                            first.server().container(), second.server().container());
        }
    }

    @Test
    @Proves("2.1.7")
    void propertiesOfAContainerApplyToItsEndpoints() throws Exception {
        try (Site site = Site.of(One.class)) {
            WebSocketContainer container = site.server().container();
            container.setDefaultMaxSessionIdleTimeout(12_345);
            container.setDefaultMaxTextMessageBufferSize(1_234);
            container.setDefaultMaxBinaryMessageBufferSize(2_345);
            container.setAsyncSendTimeout(3_456);
            site.connect(new Client(), "/one");
            Journal.expect("open with 12345 1234 2345 3456");
        }
    }

    @Test
    @Proves("2.1.7")
    void clientsGetTheirContainerFromTheProvider() throws Exception {
        try (Site site = Site.of(Echo.class)) {
            WebSocketContainer container = ContainerProvider.getWebSocketContainer();
            Client client = new Client();
            Session session = container.connectToServer(client, null, site.uri("/echo"));
            assertThat(session.getContainer()).isSameAs(container);
            session.getBasicRemote().sendText("a");
            client.expect("text a");
        }
    }
}
