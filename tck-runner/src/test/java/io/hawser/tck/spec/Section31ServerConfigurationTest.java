package io.hawser.tck.spec;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Section 3.1: the decisions of a configurator, and the defaults without one. */
class Section31ServerConfigurationTest {

    /** Records the negotiated subprotocol and extensions. */
    public static class Agreed extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            Journal.add("protocol " + session.getNegotiatedSubprotocol());
            Journal.add("extensions " + Ext.line(session.getNegotiatedExtensions()));
        }
    }

    private static ServerEndpointConfig.Builder agreed() {
        return ServerEndpointConfig.Builder.create(Agreed.class, "/agreed");
    }

    /** Overrides all decisions. */
    private static final class Deciding extends ServerEndpointConfig.Configurator {
        @Override
        public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
            Journal.add("asked for one of " + requested + ", with " + supported);
            return requested.get(1);
        }

        @Override
        public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
            Journal.add("asked for some of " + Ext.line(requested) + ", with " + Ext.line(installed));
            return requested.subList(1, 2);
        }

        @Override
        public boolean checkOrigin(String origin) {
            Journal.add("asked about " + origin);
            return origin.endsWith("friend.example");
        }

        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            response.getHeaders()
                    .put("Greeting", List.of("hello " + request.getHeaders().get("cookie")));
        }

        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            Journal.add("asked for a " + type.getSimpleName());
            return type.cast(new Agreed());
        }
    }

    @Test
    @Proves("3.1-1")
    void configuratorOfTheApplicationDecides() throws Exception {
        ServerEndpointConfig config = agreed().subprotocols(List.of("x", "y"))
                .extensions(List.of(Ext.of("one"), Ext.of("two")))
                .configurator(new Deciding())
                .build();
        try (Site site = Site.of(config)) {
            Handshake answer = Handshake.with(
                    site,
                    "/agreed",
                    "Origin: https://friend.example",
                    "Cookie: a=b",
                    "Sec-WebSocket-Protocol: x, y",
                    "Sec-WebSocket-Extensions: one, two;p=1");
            assertThat(answer.status()).isEqualTo(101);
            assertThat(answer.header("Sec-WebSocket-Protocol")).isEqualTo("y");
            assertThat(answer.header("Sec-WebSocket-Extensions").replace(" ", ""))
                    .isEqualTo("two;p=1");
            assertThat(answer.header("Greeting")).isEqualTo("hello [a=b]");
            Journal.expect(
                    "asked about https://friend.example",
                    "asked for one of [x, y], with [x, y]",
                    "asked for some of one, two;p=1, with one, two, permessage-deflate",
                    "asked for a Agreed",
                    "protocol y",
                    "extensions two;p=1");
            assertThat(Handshake.with(site, "/agreed", "Origin: https://enemy.example")
                            .status())
                    .isEqualTo(403);
        }
    }

    /** Section 3.1.2. */
    @Nested
    class Subprotocols {

        @Test
        @Proves("3.1.2-1")
        void firstOneOfTheClientThatIsSupportedIsChosen() throws Exception {
            ServerEndpointConfig config =
                    agreed().subprotocols(List.of("one", "two", "three")).build();
            try (Site site = Site.of(config)) {
                Handshake answer = Handshake.with(site, "/agreed", "Sec-WebSocket-Protocol: four, three, two");
                assertThat(answer.status()).isEqualTo(101);
                assertThat(answer.header("Sec-WebSocket-Protocol")).isEqualTo("three");
                Journal.expect("protocol three");
            }
        }

        @Test
        @Proves("3.1.2-1")
        void noneIsChosenWhereNoneIsCommon() throws Exception {
            try (Site site = Site.of(agreed().subprotocols(List.of("one")).build())) {
                for (String field : List.of("Sec-WebSocket-Protocol: two, ONE", "Unrelated: one")) {
                    Handshake answer = Handshake.with(site, "/agreed", field);
                    assertThat(answer.status()).isEqualTo(101);
                    assertThat(answer.headers()).doesNotContainKey("Sec-WebSocket-Protocol");
                    Journal.expect("protocol ", "extensions ");
                }
            }
        }
    }

    /** Section 3.1.3. */
    @Nested
    class Extensions {

        @Test
        @Proves("3.1.3-1")
        void supportedOnesAreChosenInTheOrderOfTheClient() throws Exception {
            ServerEndpointConfig config = agreed().extensions(List.of(Ext.of("one"), Ext.of("two"), Ext.of("three")))
                    .build();
            try (Site site = Site.of(config)) {
                Handshake answer = Handshake.with(
                        site,
                        "/agreed",
                        "Sec-WebSocket-Extensions: three;a=1;b",
                        "Sec-WebSocket-Extensions: four, one; c=2");
                assertThat(answer.header("Sec-WebSocket-Extensions").replace(" ", ""))
                        .isEqualTo("three;a=1;b,one;c=2");
                Journal.await("extensions three;a=1;b, one;c=2");
            }
        }

        @Test
        @Proves("3.1.3-1")
        void noneIsChosenWhereNoneIsSupported() throws Exception {
            try (Site site = Site.of(agreed().extensions(List.of(Ext.of("one"))).build())) {
                Handshake answer = Handshake.with(site, "/agreed", "Sec-WebSocket-Extensions: two");
                assertThat(answer.status()).isEqualTo(101);
                assertThat(answer.headers()).doesNotContainKey("Sec-WebSocket-Extensions");
                Journal.await("extensions ");
            }
        }
    }

    /** Section 3.1.4. */
    @Nested
    class Origins {

        @Test
        @Proves("3.1.4-1")
        void originThatCannotBeVerifiedFailsTheHandshake() throws Exception {
            try (Site site = Site.of(agreed().build())) {
                for (String origin : List.of("https://elsewhere.example", "null", "garbage", "http://localhost:1")) {
                    assertThat(Handshake.with(site, "/agreed", "Origin: " + origin)
                                    .status())
                            .as(origin)
                            .isEqualTo(403);
                }
                assertThat(Journal.lines()).isEmpty();
            }
        }

        @Test
        @Proves("3.1.4-1")
        void originOfTheHostThatIsAskedIsVerified() throws Exception {
            try (Site site = Site.of(agreed().build())) {
                String origin = "http://localhost:" + site.server().port();
                assertThat(Handshake.with(site, "/agreed", "Origin: " + origin).status())
                        .isEqualTo(101);
                assertThat(Handshake.with(site, "/agreed").status()).isEqualTo(101);
            }
        }
    }

    /** Adds values to the answer and to the user properties. */
    private static final class Modifying extends ServerEndpointConfig.Configurator {
        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            Journal.add("before " + new TreeMap<>(config.getUserProperties()));
            config.getUserProperties().put("query", request.getQueryString());
            response.getHeaders()
                    .put("X-Cookies", List.copyOf(request.getHeaders().get("COOKIE")));
        }
    }

    /** Records its user properties. */
    public static class Knowing extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            Journal.add("session " + new TreeMap<>(session.getUserProperties()));
            Journal.add("config " + new TreeMap<>(config.getUserProperties()));
        }
    }

    /** Section 3.1.5. */
    @Nested
    class Modification {

        @Test
        @Proves("3.1.5-1")
        void withoutAConfiguratorTheAnswerIsThatOfTheProtocolAlone() throws Exception {
            try (Site site = Site.of(agreed().build())) {
                Handshake answer = Handshake.with(site, "/agreed", "Cookie: a=b", "X-Anything: else");
                assertThat(answer.status()).isEqualTo(101);
                assertThat(answer.headers())
                        .containsOnlyKeys("Upgrade", "Connection", "Sec-WebSocket-Accept")
                        .containsEntry("Sec-WebSocket-Accept", List.of("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
            }
        }

        @Test
        @Proves("3.1.5-1")
        void configuratorSeesTheRequestAndChangesTheAnswer() throws Exception {
            try (Site site = Site.of(agreed().configurator(new Modifying()).build())) {
                Handshake answer = Handshake.with(site, "/agreed?q", "Cookie: a=b");
                assertThat(answer.header("X-Cookies")).isEqualTo("a=b");
            }
        }

        @Test
        @Proves("3.1.5-1")
        void userPropertiesAreCopiedForEachConnection() throws Exception {
            ServerEndpointConfig config = ServerEndpointConfig.Builder.create(Knowing.class, "/known")
                    .configurator(new Modifying())
                    .build();
            config.getUserProperties().put("shared", 1);
            try (Site site = Site.of(config)) {
                Handshake.with(site, "/known?first", "Cookie: a");
                Journal.expect("before {shared=1}", "session {query=first, shared=1}", "config {shared=1}");
                config.getUserProperties().put("shared", 2);
                Handshake.with(site, "/known?second", "Cookie: a");
                Journal.expect("before {shared=2}", "session {query=second, shared=2}", "config {shared=2}");
            }
            assertThat(config.getUserProperties()).isEqualTo(Map.of("shared", 2));
        }
    }

    /** Holds the common state of the instances of an endpoint. */
    private static final class Counting extends ServerEndpointConfig.Configurator {
        private final AtomicInteger messages = new AtomicInteger();
    }

    /** Counts in its configurator. */
    public static class Counted extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            Counting counting = (Counting) ((ServerEndpointConfig) config).getConfigurator();
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>)
                    text -> session.getAsyncRemote().sendText(text + counting.messages.incrementAndGet()));
        }
    }

    /** Section 3.1.6. */
    @Test
    @Proves("3.1-1")
    void configuratorHoldsStateOfAllInstances() throws Exception {
        ServerEndpointConfig one = ServerEndpointConfig.Builder.create(Counted.class, "/one")
                .configurator(new Counting())
                .build();
        ServerEndpointConfig two = ServerEndpointConfig.Builder.create(Counted.class, "/two")
                .configurator(new Counting())
                .build();
        try (Site site = Site.of(one, two)) {
            for (String answer : List.of("text a1", "text a2")) {
                for (String path : List.of("/one", "/two")) {
                    Client client = new Client();
                    site.connect(client, path).getBasicRemote().sendText("a");
                    client.expect(answer);
                }
            }
        }
    }

    /** Records the number of its instance. */
    public static class Instance extends Endpoint {
        private static final AtomicInteger MADE = new AtomicInteger();
        private final int number = MADE.incrementAndGet();

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            Journal.add("instance " + number);
        }
    }

    /** Returns one instance for all connections. */
    private static final class Single extends ServerEndpointConfig.Configurator {
        private final Instance instance = new Instance();

        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            Journal.add("asked");
            return type.cast(instance);
        }
    }

    /** Calls super twice. */
    private static final class Twice extends ServerEndpointConfig.Configurator {
        @Override
        public <T> T getEndpointInstance(Class<T> type) throws InstantiationException {
            T one = super.getEndpointInstance(type);
            T two = super.getEndpointInstance(type);
            Journal.add("the same " + (one == two) + ", " + one.getClass().getSimpleName());
            return two;
        }
    }

    /** Section 3.1.7. */
    @Nested
    class Instances {

        private void connect(Site site, String path) throws Exception {
            site.connect(new Client(), ClientEndpointConfig.Builder.create().build(), path);
        }

        @Test
        @Proves("3.1.7-1")
        void configuratorIsAskedForEachClient() throws Exception {
            Single single = new Single();
            try (Site site = Site.of(ServerEndpointConfig.Builder.create(Instance.class, "/instance")
                    .configurator(single)
                    .build())) {
                for (int i = 0; i < 3; i++) {
                    connect(site, "/instance");
                    Journal.expect("asked", "instance " + single.instance.number);
                }
            }
        }

        @Test
        @Proves("3.1.7-2")
        void platformMakesANewInstanceEachTime() throws Exception {
            try (Site site = Site.of(
                    ServerEndpointConfig.Builder.create(Instance.class, "/default")
                            .build(),
                    ServerEndpointConfig.Builder.create(Instance.class, "/twice")
                            .configurator(new Twice())
                            .build())) {
                connect(site, "/default");
                String first = Journal.next();
                connect(site, "/default");
                assertThat(Journal.next()).startsWith("instance ").isNotEqualTo(first);
                connect(site, "/twice");
                Journal.expect("the same false, Instance");
            }
        }
    }
}
