package io.hawser.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Decoder;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Encoder;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions whose endpoints, configurators, encoders and decoders are created by a CDI container, Weld. */
class InjectedSessionTest {

    private static final List<String> HEARD = new ArrayList<>();

    private final HawserServerContainer server = new HawserServerContainer(Settings.defaults(), "", null);
    private final MemoryConnector connector = new MemoryConnector(server);
    private final HawserClientContainer client = new HawserClientContainer(Settings.defaults(), connector);
    private SeContainer cdi;

    /** The bean that is injected. */
    public static class Greeting {
        String to(String name) {
            return "hello " + name;
        }
    }

    /** Has an injected field, an injected method, and callbacks of CDI. */
    public abstract static class Injected {
        @Inject
        Greeting field;

        Greeting byMethod;

        @Inject
        void set(Greeting greeting) {
            byMethod = greeting;
        }

        @PostConstruct
        void begin() {
            assertThat(field).isNotNull();
            assertThat(byMethod).isNotNull();
            HEARD.add("begin " + getClass().getSimpleName());
        }

        @PreDestroy
        void end() {
            HEARD.add("end " + getClass().getSimpleName());
        }
    }

    /** Encodes with the injected bean. */
    public static class GreetingEncoder extends Injected implements Encoder.Text<StringBuilder> {
        @Override
        public String encode(StringBuilder object) {
            return field.to(object.toString());
        }
    }

    /** Decodes with the injected bean. */
    public static class GreetingDecoder extends Injected implements Decoder.Text<StringBuilder> {
        @Override
        public StringBuilder decode(String text) {
            return new StringBuilder(byMethod.to(text));
        }

        @Override
        public boolean willDecode(String text) {
            return true;
        }
    }

    /** Adds a header from the injected bean. The platform's default creates the instances. */
    public static class ServerConfigurator extends ServerEndpointConfig.Configurator {
        @Inject
        Greeting greeting;

        @PreDestroy
        void end() {
            HEARD.add("end ServerConfigurator");
        }

        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            response.getHeaders().put("X-Greeting", List.of(greeting.to("client")));
        }
    }

    /** Reads that header. */
    public static class ClientConfigurator extends ClientEndpointConfig.Configurator {
        @Inject
        Greeting greeting;

        @PreDestroy
        void end() {
            HEARD.add("end ClientConfigurator");
        }

        @Override
        public void afterResponse(HandshakeResponse response) {
            HEARD.add(greeting.to("server") + ", " + response.getHeaders().get("X-Greeting"));
        }
    }

    /** Has an injected constructor too. */
    @ServerEndpoint(
            value = "/greet",
            configurator = ServerConfigurator.class,
            encoders = GreetingEncoder.class,
            decoders = GreetingDecoder.class)
    public static class Greeter extends Injected {
        private static final List<Greeter> OPENED = new ArrayList<>();
        private final Greeting byConstructor;

        /** For a container without injection. */
        public Greeter() {
            byConstructor = null;
        }

        /** For CDI. */
        @Inject
        public Greeter(Greeting greeting) {
            byConstructor = greeting;
        }

        @OnOpen
        public void open() {
            OPENED.add(this);
        }

        @OnMessage
        public StringBuilder answer(StringBuilder message) {
            return new StringBuilder(byConstructor == null ? "nobody" : byConstructor.to(message.toString()));
        }
    }

    /** A client that CDI creates. */
    @ClientEndpoint(
            configurator = ClientConfigurator.class,
            encoders = GreetingEncoder.class,
            decoders = GreetingDecoder.class)
    public static class Guest extends Injected {
        @OnMessage
        public void hear(StringBuilder message) {
            HEARD.add("guest: " + field.to(message.toString()));
        }
    }

    /** A programmatic client that CDI creates. */
    public static class Programmatic extends Endpoint {
        @Inject
        Greeting greeting;

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            HEARD.add("programmatic " + (greeting == null ? "without" : "with"));
        }
    }

    @BeforeEach
    void startCdi() {
        HEARD.clear();
        Greeter.OPENED.clear();
        cdi = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(Greeting.class)
                .initialize();
    }

    @AfterEach
    void stop() {
        connector.close();
        if (cdi.isRunning()) {
            cdi.close();
        }
    }

    private Session connect() throws Exception {
        return client.connectToServer(Guest.class, URI.create("ws://localhost/greet"));
    }

    @Test
    void everythingOfAnApplicationIsInjectedForEachConnection() throws Exception {
        server.addEndpoint(Greeter.class);
        Session session = connect();
        assertThat(HEARD)
                .containsExactlyInAnyOrder(
                        "begin Guest",
                        "begin GreetingEncoder",
                        "begin GreetingDecoder",
                        "begin Greeter",
                        "begin GreetingEncoder",
                        "begin GreetingDecoder",
                        "hello server, [hello client]",
                        "end ClientConfigurator");
        connect();
        assertThat(Greeter.OPENED).hasSize(2).doesNotHaveDuplicates();
        HEARD.clear();
        session.getBasicRemote().sendObject(new StringBuilder("x"));
        connector.pump();
        assertThat(HEARD)
                .as("encoder, decoder, endpoint, encoder, decoder, endpoint")
                .containsExactly("guest: hello hello hello hello hello hello x");
        HEARD.clear();
        session.close();
        connector.pump();
        assertThat(HEARD)
                .containsExactlyInAnyOrder(
                        "end Guest",
                        "end GreetingEncoder",
                        "end GreetingDecoder",
                        "end Greeter",
                        "end GreetingEncoder",
                        "end GreetingDecoder");
    }

    @Test
    void aConfiguratorEndsWithItsServer() throws Exception {
        server.addEndpoint(Greeter.class);
        assertThat(HEARD).isEmpty();
        server.shutdown();
        server.shutdown();
        assertThat(HEARD).containsExactly("end ServerConfigurator");
    }

    @Test
    void whatWasMadeEndsWhereThereIsNoConnection() {
        assertThatThrownBy(this::connect).isInstanceOf(DeploymentException.class);
        assertThat(HEARD.stream().filter(line -> line.startsWith("begin"))).hasSize(3);
        assertThat(HEARD.stream().filter(line -> line.startsWith("end "))).hasSize(4);
        HEARD.clear();
        assertThatThrownBy(() -> client.connectToServer(Guest.class, URI.create("http://localhost/greet")))
                .isInstanceOf(DeploymentException.class);
        assertThat(HEARD).containsExactly("end ClientConfigurator");
    }

    @Test
    void programmaticEndpointsAreInjectedToo() throws Exception {
        server.addEndpoint(Greeter.class);
        client.connectToServer(Programmatic.class, null, URI.create("ws://localhost/greet"));
        assertThat(HEARD).contains("programmatic with");
    }

    /** Has an optional injection. */
    @ServerEndpoint("/plain")
    public static class Plain {
        @Inject
        Greeting greeting;

        @OnOpen
        public void open() {
            HEARD.add("plain " + (greeting == null ? "without" : "with"));
        }
    }

    /** Needs a bean that does not exist. */
    @ClientEndpoint
    public static class Unsatisfied {
        @Inject
        Map<String, Greeting> nobodyHas;
    }

    @Test
    void whatCannotBeInjectedIsNamed() {
        assertThatThrownBy(() -> client.connectToServer(Unsatisfied.class, URI.create("ws://localhost/greet")))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(Unsatisfied.class.getName());
    }

    @Test
    void withoutARunningContainerThePublicConstructorMakesInstances() throws Exception {
        cdi.close();
        server.addEndpoint(Plain.class);
        client.connectToServer(Programmatic.class, null, URI.create("ws://localhost/plain"));
        assertThat(HEARD).containsExactlyInAnyOrder("plain without", "programmatic without");
    }
}
