package io.hawser.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.Settings;
import io.hawser.session.Log;
import io.hawser.transport.Upgrade;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.Reader;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that an application declares has an effect, or causes an error or a warning that names it. */
class UnheardInputTest {

    private static final List<String> HEARD = new ArrayList<>();

    private final HawserServerContainer server = new HawserServerContainer(Settings.defaults(), "", null);

    private List<String> logged(String logger, Class<?> endpointClass) throws Exception {
        try (Log log = new Log(logger)) {
            server.addEndpoint(endpointClass);
            return log.lines();
        }
    }

    /** Does nothing. */
    public static class Silent extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {}
    }

    @Nested
    class OfHandshakes {

        /** Adds header fields to the response. */
        private final class Writing extends ServerEndpointConfig.Configurator {
            private final String name;
            private final List<String> values;

            Writing(String name, String... values) {
                this.name = name;
                this.values = List.of(values);
            }

            @Override
            public void modifyHandshake(
                    ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
                response.getHeaders().put(name, values);
            }
        }

        private void deploy(Class<?> endpointClass, ServerEndpointConfig.Configurator configurator) throws Exception {
            server.addEndpoint(ServerEndpointConfig.Builder.create(endpointClass, "/x")
                    .configurator(configurator)
                    .build());
        }

        private Upgrade offering(String subprotocols) {
            return server.upgrade(
                    Handshakes.get("/x", Handshakes.headers().add("Sec-WebSocket-Protocol", subprotocols)),
                    Handshakes.FACTS);
        }

        /** Records its subprotocol. */
        public static class Telling extends Endpoint {
            static final AtomicReference<String> SUBPROTOCOL = new AtomicReference<>();

            @Override
            public void onOpen(Session session, EndpointConfig config) {
                SUBPROTOCOL.set(session.getNegotiatedSubprotocol());
            }
        }

        @Test
        void aSubprotocolThatModifyHandshakeWritesIsAgreedOnWhereTheClientHasOfferedIt() throws Exception {
            deploy(Telling.class, new Writing("sec-websocket-protocol", "token-1"));
            assertThat(offering("chat, token-1").response().headers().all("Sec-WebSocket-Protocol"))
                    .containsExactly("token-1");
            try (MemoryConnector connector = new MemoryConnector(server)) {
                Session client = new HawserClientContainer(Settings.defaults(), connector)
                        .connectToServer(
                                new Silent(),
                                ClientEndpointConfig.Builder.create()
                                        .preferredSubprotocols(List.of("token-1"))
                                        .build(),
                                URI.create("ws://localhost/x"));
                assertThat(client.getNegotiatedSubprotocol()).isEqualTo("token-1");
                assertThat(Telling.SUBPROTOCOL).hasValue("token-1");
            }
        }

        /** A separate class, since the warning appears once for each class. */
        public static class Unoffered extends Silent {}

        @Test
        void oneThatTheClientHasNotOfferedIsWarnedAbout() throws Exception {
            deploy(Unoffered.class, new Writing("Sec-WebSocket-Protocol", "invented"));
            try (Log log = new Log("io.hawser.container")) {
                for (int i = 0; i < 2; i++) {
                    assertThat(offering("chat").response().headers().contains("Sec-WebSocket-Protocol"))
                            .isFalse();
                }
                assertThat(log.lines())
                        .singleElement()
                        .asString()
                        .startsWith("WARNING")
                        .contains(Unoffered.class.getName(), "Sec-WebSocket-Protocol", "not offered")
                        .as("it may be a token of the user")
                        .doesNotContain("invented");
            }
        }

        /** A separate class. */
        public static class Ignored extends Silent {}

        @ParameterizedTest
        @ValueSource(
                strings = {"Sec-WebSocket-Extensions", "Upgrade", "connection", "Content-Length", "Sec-WebSocket-Accept"
                })
        void otherFieldsThatTheContainerWritesAreWarnedAbout(String name) throws Exception {
            deploy(Ignored.class, new Writing(name, "mine"));
            try (Log log = new Log("io.hawser.container")) {
                assertThat(offering("chat").response().headers().all(name)).doesNotContain("mine");
                assertThat(log.lines())
                        .singleElement()
                        .asString()
                        .startsWith("WARNING")
                        .containsIgnoringCase(name)
                        .contains(Ignored.class.getName(), "\"mine\"");
            }
        }

        @Test
        void aClientOffersTheSubprotocolsThatBeforeRequestWrites() throws Exception {
            server.addEndpoint(ServerEndpointConfig.Builder.create(Silent.class, "/x")
                    .subprotocols(List.of("token-2"))
                    .build());
            ClientEndpointConfig.Configurator configurator = new ClientEndpointConfig.Configurator() {
                @Override
                public void beforeRequest(Map<String, List<String>> headers) {
                    headers.put("Sec-WebSocket-Protocol", List.of("token-1", "token-2"));
                    headers.put("Sec-WebSocket-Extensions", List.of("mine"));
                    headers.put("Content-Length", List.of("5"));
                    headers.put("Origin", List.of("http://localhost"));
                }
            };
            try (MemoryConnector connector = new MemoryConnector(server);
                    Log log = new Log("io.hawser.container")) {
                Session client = new HawserClientContainer(Settings.defaults(), connector)
                        .connectToServer(
                                new Silent(),
                                ClientEndpointConfig.Builder.create()
                                        .configurator(configurator)
                                        .build(),
                                URI.create("ws://localhost/x"));
                assertThat(client.getNegotiatedSubprotocol()).isEqualTo("token-2");
                assertThat(connector.lastRequest.headers().all("Sec-WebSocket-Protocol"))
                        .containsExactly("token-1, token-2");
                assertThat(log.lines()).hasSize(2).allMatch(line -> line.startsWith("WARNING beforeRequest of "));
                assertThat(log.lines()).anyMatch(line -> line.contains(" Sec-WebSocket-Extensions,"));
                assertThat(log.lines()).anyMatch(line -> line.contains(" Content-Length,"));
            }
        }
    }

    @Nested
    class Annotations {

        /** Has its methods in an interface. */
        public interface Speaker {
            /** Inherited. */
            @OnMessage
            default void hear(String message) {
                HEARD.add(message);
            }
        }

        /** Has no other method. */
        @ServerEndpoint("/default")
        public static class OfDefaultMethod implements Speaker {
            /** Creates an instance. */
            public OfDefaultMethod() {}
        }

        @Test
        void aDefaultMethodOfAnInterfaceIsCalled() throws Exception {
            assertThat(logged("io.hawser.endpoint", OfDefaultMethod.class)).isEmpty();
            try (MemoryConnector connector = new MemoryConnector(server)) {
                Session client = new HawserClientContainer(Settings.defaults(), connector)
                        .connectToServer(new Silent(), null, URI.create("ws://localhost/default"));
                client.getBasicRemote().sendText("by default");
                connector.pump();
                assertThat(HEARD).contains("by default");
            }
        }

        /** Has the annotation on an abstract method. */
        public interface Marked {
            /** Abstract. */
            @OnMessage
            void hear(String message);
        }

        /** Overrides it without the annotation. */
        @ServerEndpoint("/abstract")
        public static class OfAbstractMethod implements Marked {
            @Override
            public void hear(String message) {}
        }

        /** Overrides it with the annotation. */
        @ServerEndpoint("/repeated")
        public static class Repeated implements Marked {
            @OnMessage
            @Override
            public void hear(String message) {}
        }

        @Test
        void anAnnotationOfAMethodThatIsImplementedWithoutItIsWarnedAbout() throws Exception {
            assertThat(logged("io.hawser.endpoint", OfAbstractMethod.class))
                    .hasSize(2)
                    .anyMatch(line -> line.startsWith("WARNING")
                            && line.contains("@OnMessage has no effect on " + Marked.class.getName() + ".hear"))
                    .anyMatch(line -> line.contains("it does nothing"));
            assertThat(logged("io.hawser.endpoint", Repeated.class)).isEmpty();
        }

        /** Is not an annotated endpoint. */
        @ServerEndpoint("/programmatic")
        public static class Programmatic extends Silent {
            /** Is not called. */
            @OnMessage
            public void hear(String message) {}
        }

        @Test
        void annotationsInAProgrammaticEndpointAreWarnedAbout() throws Exception {
            assertThat(logged("io.hawser.endpoint", Programmatic.class))
                    .singleElement()
                    .asString()
                    .startsWith("WARNING")
                    .contains(Programmatic.class.getName() + ".hear", "extends jakarta.websocket.Endpoint");
        }

        /** Has no method. */
        @ServerEndpoint("/nothing")
        public static class Nothing {}

        @Test
        void anEndpointWithoutAnyHandlerIsWarnedAbout() throws Exception {
            assertThat(logged("io.hawser.endpoint", Nothing.class))
                    .singleElement()
                    .asString()
                    .startsWith("WARNING")
                    .contains(Nothing.class.getName(), "does nothing");
        }

        /** Has a parameter that its path does not have. */
        @ServerEndpoint("/{x}")
        public static class OtherVariable {
            /** Opens. */
            @OnOpen
            public void open(@PathParam("y") String y) {}
        }

        @Test
        void aPathParameterThatThePathDoesNotHaveIsWarnedAbout() throws Exception {
            assertThat(logged("io.hawser.endpoint", OtherVariable.class))
                    .singleElement()
                    .asString()
                    .startsWith("WARNING")
                    .contains("@PathParam(\"y\")", OtherVariable.class.getName() + ".open", "[x]");
        }

        /** Has limits without effect. */
        @ServerEndpoint("/limited")
        public static class Limited {
            /** Reads a stream. */
            @OnMessage(maxMessageSize = 5)
            public void text(Reader reader) {}

            /** Reads parts. */
            @OnMessage(maxMessageSize = 6)
            public void binary(byte[] part, boolean last) {}
        }

        @Test
        void aLimitForMessagesThatAreNotGatheredIsWarnedAbout() throws Exception {
            assertThat(logged("io.hawser.endpoint", Limited.class))
                    .hasSize(2)
                    .anyMatch(line -> line.contains("maxMessageSize = 5") && line.contains("as a stream"))
                    .anyMatch(line -> line.contains("maxMessageSize = 6") && line.contains("in parts"));
        }

        /** Refuses every origin. */
        public static class Refusing extends ServerEndpointConfig.Configurator {
            @Override
            public boolean checkOrigin(String origin) {
                return false;
            }
        }

        /** Encodes. */
        public static class StringBuilderCoder implements Encoder.Text<StringBuilder>, Decoder.Text<StringBuilder> {
            @Override
            public String encode(StringBuilder object) throws EncodeException {
                return object.toString();
            }

            @Override
            public StringBuilder decode(String text) throws DecodeException {
                return new StringBuilder(text);
            }

            @Override
            public boolean willDecode(String text) {
                return true;
            }

            @Override
            public void init(EndpointConfig config) {}

            @Override
            public void destroy() {}
        }

        /** Sets many values. */
        @ServerEndpoint(
                value = "/annotated",
                configurator = Refusing.class,
                subprotocols = {"one", "two"},
                encoders = StringBuilderCoder.class,
                decoders = StringBuilderCoder.class)
        public static class Annotated {
            /** Opens. */
            @OnOpen
            public void open() {}
        }

        @Test
        void whatAConfigurationReplacesIsWarnedAbout() throws Exception {
            try (Log log = new Log("io.hawser.endpoint")) {
                server.addEndpoint(ServerEndpointConfig.Builder.create(Annotated.class, "/bare")
                        .subprotocols(List.of("two"))
                        .build());
                assertThat(log.lines())
                        .singleElement()
                        .asString()
                        .startsWith("WARNING")
                        .contains(
                                Annotated.class.getName(),
                                "configurator = " + Refusing.class.getName(),
                                "subprotocols = [one]",
                                "encoders = [" + StringBuilderCoder.class.getName(),
                                "decoders = [");
            }
        }

        /** A programmatic endpoint with an annotation. */
        @ServerEndpoint(value = "/annotated", configurator = Refusing.class, subprotocols = "one")
        @ClientEndpoint(configurator = Offering.class, subprotocols = "two")
        public static class Both extends Silent {}

        /** Does nothing. */
        public static class Offering extends ClientEndpointConfig.Configurator {}

        @Test
        void whatAConfigurationReplacesOfAProgrammaticEndpointIsWarnedAboutOnBothSides() throws Exception {
            try (Log log = new Log("io.hawser.endpoint");
                    MemoryConnector connector = new MemoryConnector(server)) {
                server.addEndpoint(
                        ServerEndpointConfig.Builder.create(Both.class, "/bare").build());
                new HawserClientContainer(Settings.defaults(), connector)
                        .connectToServer(
                                new Both(),
                                ClientEndpointConfig.Builder.create().build(),
                                URI.create("ws://localhost/bare"))
                        .close();
                assertThat(log.lines()).hasSize(2);
                assertThat(log.lines().get(0))
                        .startsWith("WARNING")
                        .contains(
                                Both.class.getName(),
                                "@ServerEndpoint",
                                "configurator = " + Refusing.class.getName(),
                                "subprotocols = [one]");
                assertThat(log.lines().get(1))
                        .startsWith("WARNING")
                        .contains(
                                Both.class.getName(),
                                "@ClientEndpoint",
                                "configurator = " + Offering.class.getName(),
                                "subprotocols = [two]");
            }
        }

        @ServerEndpoint("/hidden")
        static class Hidden {}

        /** Is not complete. */
        @ServerEndpoint("/abstract")
        public abstract static class Abstract {}

        @Test
        void aClassThatIsSkippedIsWarnedAboutWithWhatToWrite() throws Exception {
            try (Log log = new Log("io.hawser.container")) {
                assertThat(Archive.of(List.of(Hidden.class, Abstract.class)).annotated())
                        .isEmpty();
                assertThat(log.lines())
                        .containsExactly(
                                "WARNING The class " + Hidden.class.getName()
                                        + " has @ServerEndpoint, and is not deployed,"
                                        + " since it is not public: declare it \"public static class\"",
                                "WARNING The class " + Abstract.class.getName()
                                        + " has @ServerEndpoint, and is not deployed, since it is abstract");
            }
        }
    }

    @Nested
    class Configurations {

        /** {@return a configuration of which one method returns another value} */
        private <T> T config(Class<T> type, T complete, String method, Object value) {
            return type.cast(Proxy.newProxyInstance(
                    UnheardInputTest.class.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, called, arguments) ->
                            called.getName().equals(method) ? value : called.invoke(complete, arguments)));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "getEncoders",
                    "getDecoders",
                    "getSubprotocols",
                    "getExtensions",
                    "getUserProperties",
                    "getConfigurator",
                    "getPath",
                    "getEndpointClass"
                })
        void ofAServerThatReturnNullAreRefusedWithTheMethod(String method) {
            ServerEndpointConfig config = config(
                    ServerEndpointConfig.class,
                    ServerEndpointConfig.Builder.create(Silent.class, "/x").build(),
                    method,
                    null);
            assertThatThrownBy(() -> server.addEndpoint(config))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining(method + " ")
                    .hasMessageContaining(config.getClass().getName())
                    .hasMessageContaining("returns null");
        }

        private void assertRefused(String method, Object value, String reason) {
            ClientEndpointConfig config = config(
                    ClientEndpointConfig.class,
                    ClientEndpointConfig.Builder.create().build(),
                    method,
                    value);
            assertThatThrownBy(() -> new HawserClientContainer(Settings.defaults(), null)
                            .connectToServer(new Silent(), config, URI.create("ws://localhost/")))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining(reason);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "getEncoders",
                    "getDecoders",
                    "getPreferredSubprotocols",
                    "getExtensions",
                    "getUserProperties",
                    "getConfigurator"
                })
        void ofAClientThatReturnNullAreRefusedWithTheMethod(String method) {
            assertRefused(method, null, "the method " + method + " of its configuration ");
            if (!method.equals("getUserProperties") && !method.equals("getConfigurator")) {
                assertRefused(method, Arrays.asList((Object) null), "returns a list with null in it");
            }
        }

        private record Named(String name, List<Extension.Parameter> parameters) implements Extension {
            @Override
            public String getName() {
                return name;
            }

            @Override
            public List<Parameter> getParameters() {
                return parameters;
            }
        }

        private record NamedParameter(String name) implements Extension.Parameter {
            @Override
            public String getName() {
                return name;
            }

            @Override
            public String getValue() {
                return null;
            }
        }

        @Test
        void extensionsWithoutNamesOrParametersAreRefusedOnBothSidesWithTheirClass() {
            for (Extension extension : List.of(
                    new Named(null, List.of()),
                    new Named("", List.of()),
                    new Named("a b", List.of()),
                    new Named("a", null),
                    new Named("a", Arrays.asList((Extension.Parameter) null)),
                    new Named("a", List.of(new NamedParameter(null))),
                    new Named("a", List.of(new NamedParameter(" "))))) {
                assertRefused("getExtensions", List.of(extension), "the extension class " + Named.class.getName());
                HawserServerContainer deploying = new HawserServerContainer(Settings.defaults(), "", null);
                assertThatThrownBy(() -> deploying.addEndpoint(ServerEndpointConfig.Builder.create(Silent.class, "/x")
                                .extensions(List.of(extension))
                                .build()))
                        .isInstanceOf(DeploymentException.class)
                        .hasMessageContaining("the extension class " + Named.class.getName());
            }
        }

        @Test
        void anExtensionOfAConfiguratorWithoutANameIsLoggedWithItsClass() throws Exception {
            server.addEndpoint(ServerEndpointConfig.Builder.create(Silent.class, "/x")
                    .configurator(new ServerEndpointConfig.Configurator() {
                        @Override
                        public List<Extension> getNegotiatedExtensions(
                                List<Extension> installed, List<Extension> requested) {
                            return List.of(new Named(null, List.of()));
                        }
                    })
                    .build());
            try (Log log = new Log("io.hawser.container")) {
                assertThat(server.upgrade(Handshakes.get("/x", Handshakes.headers()), Handshakes.FACTS)
                                .response()
                                .status())
                        .isEqualTo(500);
                assertThat(log.lines())
                        .singleElement()
                        .asString()
                        .contains(Named.class.getName(), "getName returns null");
            }
        }
    }
}
