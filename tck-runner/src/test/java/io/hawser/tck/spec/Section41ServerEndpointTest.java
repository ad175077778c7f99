package io.hawser.tck.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.standalone.HawserServer;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Jakarta WebSocket 2.2, section 4.1: {@code @ServerEndpoint}; its codecs are in {@link Section41CodecsTest}. */
class Section41ServerEndpointTest {

    private static void assertAnswers(Site site, String path, String answer) throws Exception {
        Client client = new Client();
        site.connect(client, path).getBasicRemote().sendText("a");
        assertThat(client.next()).as(path).isEqualTo("text " + answer);
    }

    private static void assertNotFound(Site site, URI uri) {
        assertThatThrownBy(() -> site.client().connectToServer(new Client(), null, uri))
                .as(uri.toString())
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("404");
    }

    /** Is final, and has final methods. */
    @ServerEndpoint("/final")
    public static final class Final {
        @OnMessage
        public final String message(String text) {
            return "final";
        }
    }

    /** Cannot be made. */
    @ServerEndpoint("/abstract")
    public abstract static class Abstract {
        @OnMessage
        public void message(String text) {}
    }

    /** Has only a constructor with an argument. */
    @ServerEndpoint("/argument")
    public static class WithArgument {
        public WithArgument(String argument) {}
    }

    /** Has only a private constructor. */
    @ServerEndpoint("/private")
    public static class PrivateConstructor {
        private PrivateConstructor() {}
    }

    /** Is not annotated. */
    public static class Plain {
        @OnMessage
        public void message(String text) {}
    }

    @Test
    @Proves("4.1-1")
    void annotatedClassIsDeployedAndAvailable() throws Exception {
        try (Site site = Site.of(Echo.class, Final.class)) {
            assertAnswers(site, "/echo", "a");
            assertAnswers(site, "/final", "final");
        }
    }

    @Test
    @Proves({"4.1-1", "4.1"})
    void classOfWhichNoInstanceCanBeMadeIsRefused() {
        Refused.byServer(Abstract.class, "abstract");
        Refused.byServer(WithArgument.class, "public constructor without arguments");
        Refused.byServer(PrivateConstructor.class, "public constructor without arguments");
    }

    @Test
    @Proves("4.1-1")
    void classWithoutTheAnnotationIsRefused() {
        Refused.byServer(Plain.class, "@ServerEndpoint");
    }

    /** Has a variable in its path. */
    @ServerEndpoint("/rooms/{room}")
    public static class Room {
        @OnMessage
        public String message(String text, @PathParam("room") String room) {
            return "room " + room;
        }
    }

    /** Has a path that also matches the template of {@link Room}. */
    @ServerEndpoint("/rooms/hall")
    public static class Hall {
        @OnMessage
        public String message(String text) {
            return "the hall";
        }
    }

    /** Has the path of {@link Hall}. */
    @ServerEndpoint("/rooms/hall")
    public static class SecondHall {}

    /** Has the template of {@link Room} with another variable name. */
    @ServerEndpoint("/rooms/{name}")
    public static class SecondRoom {}

    @Nested
    class S411Value {

        @ServerEndpoint("")
        public static class Empty {}

        @ServerEndpoint("chat")
        public static class NoSlash {}

        @ServerEndpoint("/a//b")
        public static class EmptySegment {}

        @ServerEndpoint("/a/../b")
        public static class Upwards {}

        @ServerEndpoint("/a/./b")
        public static class Here {}

        @ServerEndpoint("/{a}/{a}")
        public static class OneVariableTwice {}

        @ServerEndpoint("/a{b}")
        public static class PartOfASegment {}

        @ServerEndpoint("/{a")
        public static class OpenBrace {}

        @ServerEndpoint("/{}")
        public static class NoName {}

        @Test
        @Proves("4.1.1-2")
        void pathIsRelativeToTheRootOfTheApplication() throws Exception {
            try (Site site = Site.of(Echo.class, Room.class)) {
                assertAnswers(site, "/echo", "a");
                assertAnswers(site, "/rooms/1", "room 1");
                String server = "ws://localhost:" + site.server().port();
                assertNotFound(site, URI.create(server + "/echo"));
                assertNotFound(site, URI.create(server + "/rooms/1"));
                assertNotFound(site, URI.create(server + "/other/echo"));
            }
        }

        @Test
        @Proves("4.1.1")
        void templateTakesEveryValueOfItsVariableAndNothingElse() throws Exception {
            try (Site site = Site.of(Room.class)) {
                assertAnswers(site, "/rooms/kitchen", "room kitchen");
                assertAnswers(site, "/rooms/hall", "room hall");
                assertNotFound(site, site.uri("/rooms"));
                assertNotFound(site, site.uri("/rooms/"));
                assertNotFound(site, site.uri("/rooms/hall/left"));
            }
        }

        @Test
        @Proves("4.1.1")
        void pathWithoutVariablesTakesItselfAlone() throws Exception {
            try (Site site = Site.of(Hall.class)) {
                assertAnswers(site, "/rooms/hall", "the hall");
                assertNotFound(site, site.uri("/rooms/kitchen"));
                assertNotFound(site, site.uri("/rooms/hall/"));
            }
        }

        @Test
        @Proves("4.1.1-3")
        void malformedPathIsRefused() {
            Refused.byServer(Empty.class, "begin with a slash");
            Refused.byServer(NoSlash.class, "\"chat\"", "begin with a slash");
            Refused.byServer(EmptySegment.class, "\"/a//b\"", "empty");
            Refused.byServer(Upwards.class, "\"/a/../b\"", "relative");
            Refused.byServer(Here.class, "\"/a/./b\"", "relative");
            Refused.byServer(OneVariableTwice.class, "{a}", "twice");
            Refused.byServer(PartOfASegment.class, "\"a{b}\"", "whole segment");
            Refused.byServer(OpenBrace.class, "\"{a\"");
            Refused.byServer(NoName.class, "not the name of a variable");
        }

        @Test
        @Proves("4.1.1-3")
        void missingPathIsRefused() throws Exception {
            // The compiler requires the value, and annotations cannot contain null.
            assertThat(ServerEndpoint.class.getMethod("value").getDefaultValue())
                    .isNull();
        }

        @Test
        @Proves("4.1.1-4")
        void twoEndpointsWithOnePathAreRefused() {
            assertThatThrownBy(() -> HawserServer.builder()
                            .addEndpoint(Hall.class)
                            .addEndpoint(SecondHall.class)
                            .start()
                            .close())
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContainingAll(Hall.class.getName(), SecondHall.class.getName(), "/rooms/hall");
        }

        @Test
        @Proves("4.1.1-4")
        void twoEndpointsWithEquivalentTemplatesAreRefused() {
            assertThatThrownBy(() -> HawserServer.builder()
                            .addEndpoint(Room.class)
                            .addEndpoint(SecondRoom.class)
                            .start()
                            .close())
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContainingAll(
                            Room.class.getName(), SecondRoom.class.getName(), "/rooms/{room}", "/rooms/{name}");
        }

        @Test
        @Proves("4.1.1")
        void pathThatATemplateCanBecomeIsValidBesideItAndWins() throws Exception {
            try (Site site = Site.of(Room.class, Hall.class)) {
                assertAnswers(site, "/rooms/hall", "the hall");
                assertAnswers(site, "/rooms/kitchen", "room kitchen");
            }
        }
    }

    /** Supports two subprotocols. */
    @ServerEndpoint(
            value = "/speaks",
            subprotocols = {"second", "first"})
    public static class Speaking {
        @OnOpen
        public void open(Session session) {
            session.getAsyncRemote().sendText("\"" + session.getNegotiatedSubprotocol() + "\"");
        }
    }

    @Nested
    class S414Subprotocols {

        private String agreed(Site site, String... wanted) throws Exception {
            Client client = new Client();
            Session session = site.connect(
                    client,
                    ClientEndpointConfig.Builder.create()
                            .preferredSubprotocols(List.of(wanted))
                            .build(),
                    "/speaks");
            String answer = client.next();
            assertThat(answer).isEqualTo("text \"" + session.getNegotiatedSubprotocol() + "\"");
            return session.getNegotiatedSubprotocol();
        }

        @Test
        @Proves("4.1.4-1")
        void subprotocolIsNegotiatedByTheList() throws Exception {
            try (Site site = Site.of(Speaking.class)) {
                assertThat(agreed(site, "first")).isEqualTo("first");
                assertThat(agreed(site, "unknown", "second")).isEqualTo("second");
                assertThat(agreed(site, "unknown")).isEmpty();
                assertThat(agreed(site)).isEmpty();
            }
        }
    }

    /** Counts the connections of all instances. */
    public static class Counter extends ServerEndpointConfig.Configurator {

        private final AtomicInteger connections = new AtomicInteger();

        @Override
        public <T> T getEndpointInstance(Class<T> endpointClass) throws InstantiationException {
            connections.incrementAndGet();
            return super.getEndpointInstance(endpointClass);
        }

        @Override
        public boolean checkOrigin(String originHeaderValue) {
            Journal.add("origin checked");
            return true;
        }
    }

    /** Uses its configurator. */
    @ServerEndpoint(value = "/counted", configurator = Counter.class)
    public static class Counted {

        private ServerEndpointConfig config;

        @OnOpen
        public void open(jakarta.websocket.EndpointConfig config) {
            this.config = (ServerEndpointConfig) config;
        }

        @OnMessage
        public String message(String text) {
            return String.valueOf(((Counter) config.getConfigurator()).connections.get());
        }
    }

    /** Cannot be made. */
    public abstract static class NoConfigurator extends ServerEndpointConfig.Configurator {}

    /** Has a configurator that cannot be created. */
    @ServerEndpoint(value = "/none", configurator = NoConfigurator.class)
    public static class WithoutConfigurator {}

    @Nested
    class S415Configurator {

        @Test
        @Proves("4.1.5-1")
        void configuratorOfTheAnnotationIsUsedAndSharesState() throws Exception {
            try (Site site = Site.of(Counted.class)) {
                assertAnswers(site, "/counted", "1");
                assertAnswers(site, "/counted", "2");
                Journal.expect("origin checked", "origin checked");
            }
        }

        @Test
        @Proves("4.1.5-1")
        void configuratorThatCannotBeMadeIsRefused() {
            Refused.byServer(WithoutConfigurator.class, NoConfigurator.class.getName());
        }
    }
}
