package io.hawser.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.CallScope;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Decoder;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Encoder;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndpointDefinitionTest {

    /** Does not decode. */
    static final class NoDecoder implements Decoder.Text<String> {
        public NoDecoder() {}

        @Override
        public String decode(String text) {
            return text;
        }

        @Override
        public boolean willDecode(String text) {
            return false;
        }
    }

    /** Does not encode. */
    static final class NoEncoder implements Encoder.Text<String> {
        public NoEncoder() {}

        @Override
        public String encode(String text) {
            return text;
        }
    }

    static class Singleton extends ServerEndpointConfig.Configurator {
        Object instance;

        public Singleton() {}

        @Override
        public <T> T getEndpointInstance(Class<T> endpointClass) {
            @SuppressWarnings("unchecked")
            T result = (T) instance;
            return result;
        }
    }

    @ServerEndpoint(
            value = "/chat/{room}",
            subprotocols = {"b", "a"},
            configurator = Singleton.class)
    static class Chat {
        @OnMessage
        String message(String message, @PathParam("room") String room) {
            return room + ": " + message;
        }
    }

    @ServerEndpoint("/plain")
    static class Plain {
        public Plain() {}
    }

    @Test
    void annotationOfAServerBecomesAConfiguration() throws Exception {
        EndpointDefinition definition = EndpointDefinition.annotatedServer(Chat.class, Deployed.INSTANCES);
        ServerEndpointConfig config = (ServerEndpointConfig) definition.config();
        assertThat(config.getEndpointClass()).isSameAs(Chat.class);
        assertThat(config.getPath()).isEqualTo("/chat/{room}");
        assertThat(config.getSubprotocols()).containsExactly("b", "a");
        assertThat(config.getExtensions()).isEmpty();
        assertThat(config.getUserProperties()).isEmpty();
        assertThat(config.getConfigurator()).isInstanceOf(Singleton.class).isSameAs(config.getConfigurator());
        assertThat(definition.endpointClass()).isSameAs(Chat.class);
        assertThat(definition.path()).hasToString("/chat/{room}");
        assertThat(definition).hasToString(Chat.class.getName());
    }

    @Test
    void eachDefinitionHasItsOwnConfigurator() throws Exception {
        ServerEndpointConfig first =
                (ServerEndpointConfig) EndpointDefinition.annotatedServer(Chat.class, Deployed.INSTANCES)
                        .config();
        ServerEndpointConfig second =
                (ServerEndpointConfig) EndpointDefinition.annotatedServer(Chat.class, Deployed.INSTANCES)
                        .config();
        assertThat(first.getConfigurator()).isNotSameAs(second.getConfigurator());
    }

    @Test
    void configuratorIsOursWhereNoneIsNamed() throws Exception {
        EndpointDefinition definition = EndpointDefinition.annotatedServer(Plain.class, Deployed.INSTANCES);
        assertThat(((ServerEndpointConfig) definition.config()).getConfigurator())
                .isInstanceOf(DefaultConfigurator.class);
        assertThat(instance(definition)).isInstanceOf(Plain.class).isNotSameAs(instance(definition));
    }

    @Test
    void theConfiguratorCreatesTheInstance() throws Throwable {
        EndpointDefinition definition = EndpointDefinition.annotatedServer(Chat.class, Deployed.INSTANCES);
        Chat instance = new Chat() {};
        configurator(definition).instance = instance;
        assertThat(instance(definition)).isSameAs(instance);
        BoundEndpoint bound = definition.open(Map.of("room", "lobby"), CallScope.NONE);
        MessageReceiver.Text text = (MessageReceiver.Text) bound.receivers().get(0);
        assertThat(text.whole(Sessions.untouchable(), "hello")).isEqualTo("lobby: hello");
    }

    @Test
    void configuratorThatReturnsSomethingElseIsNamed() throws Exception {
        EndpointDefinition definition = EndpointDefinition.annotatedServer(Chat.class, Deployed.INSTANCES);
        assertThatThrownBy(() -> instance(definition))
                .isInstanceOf(InstantiationException.class)
                .hasMessage("The configurator " + Singleton.class.getName() + " returned null for the endpoint class "
                        + Chat.class.getName() + ".");
        configurator(definition).instance = "text";
        assertThatThrownBy(() -> instance(definition))
                .isInstanceOf(InstantiationException.class)
                .hasMessageContaining("returned an instance of java.lang.String");
    }

    static class Subclass extends Chat {}

    @Test
    void classAnnotationIsNotInherited() {
        assertThatThrownBy(() -> EndpointDefinition.annotatedServer(Subclass.class, Deployed.INSTANCES))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(Subclass.class.getName())
                .hasMessageContaining("has to be annotated with @ServerEndpoint itself");
    }

    @ServerEndpoint("")
    static class NoPath {
        public NoPath() {}
    }

    @ServerEndpoint("/a/{b}/{b}")
    static class BadPath {
        public BadPath() {}
    }

    @Test
    void malformedPathIsRefusedNamingTheClass() {
        assertThatThrownBy(() -> EndpointDefinition.annotatedServer(NoPath.class, Deployed.INSTANCES))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(NoPath.class.getName())
                .hasMessageContaining("it has to begin with a slash");
        assertThatThrownBy(() -> EndpointDefinition.annotatedServer(BadPath.class, Deployed.INSTANCES))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(BadPath.class.getName())
                .hasMessageContaining("the variable {b} is used twice");
    }

    @ServerEndpoint("/hidden")
    static class HiddenConstructor {
        HiddenConstructor() {}
    }

    @ServerEndpoint("/abstract")
    abstract static class Abstract {
        public Abstract() {}
    }

    @Test
    void classOfWhichNoInstanceCanBeMadeIsRefused() {
        assertThatThrownBy(() -> EndpointDefinition.annotatedServer(HiddenConstructor.class, Deployed.INSTANCES))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(HiddenConstructor.class.getName())
                .hasMessageContaining("no public constructor without arguments");
        assertThatThrownBy(() -> EndpointDefinition.annotatedServer(Abstract.class, Deployed.INSTANCES))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("is abstract");
    }

    static class BadConfigurator extends ServerEndpointConfig.Configurator {
        public BadConfigurator() {
            throw new IllegalStateException("no database");
        }
    }

    @ServerEndpoint(value = "/", configurator = BadConfigurator.class)
    static class BadlyConfigured {
        public BadlyConfigured() {}
    }

    @Test
    void configuratorThatFailsIsNamed() throws Exception {
        EndpointDefinition definition = EndpointDefinition.annotatedServer(BadlyConfigured.class, Deployed.INSTANCES);
        assertThatThrownBy(definition::complete)
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(BadlyConfigured.class.getName())
                .hasMessageContaining(BadConfigurator.class.getName())
                .hasMessageContaining("no database")
                .hasRootCauseInstanceOf(IllegalStateException.class);
    }

    static class HiddenConfigurator extends ServerEndpointConfig.Configurator {
        private HiddenConfigurator() {}
    }

    @ServerEndpoint(value = "/", configurator = HiddenConfigurator.class)
    static class SecretlyConfigured {
        public SecretlyConfigured() {}
    }

    @Test
    void aConfiguratorThatCannotBeCreatedIsNamed() {
        assertThatThrownBy(() -> EndpointDefinition.annotatedServer(SecretlyConfigured.class, Deployed.INSTANCES))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(SecretlyConfigured.class.getName())
                .hasMessageContaining(HiddenConfigurator.class.getName());
    }

    static class Programmatic extends Endpoint {
        public Programmatic() {}

        @Override
        public void onOpen(Session session, EndpointConfig config) {}
    }

    @Test
    void configurationOfAProgrammaticEndpointIsKept() throws Exception {
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(Programmatic.class, "/x/{y}")
                .build();
        EndpointDefinition definition = EndpointDefinition.server(config, Deployed.INSTANCES);
        assertThat(definition.config()).isSameAs(config);
        assertThat(definition.path().variables()).containsExactly("y");
        BoundEndpoint bound = definition.open(Map.of("y", "z"), CallScope.NONE);
        assertThat(bound.instance()).isInstanceOf(Programmatic.class);
        assertThat(bound)
                .isEqualTo(
                        new ProgrammaticEndpoint((Endpoint) bound.instance(), SessionCodecs.NONE, Deployed.INSTANCES));
    }

    @Test
    void configurationOfAnAnnotatedClassReplacesItsAnnotation() throws Throwable {
        Singleton singleton = new Singleton();
        singleton.instance = new Chat();
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(Chat.class, "/other/{room}")
                .configurator(singleton)
                .build();
        EndpointDefinition definition = EndpointDefinition.server(config, Deployed.INSTANCES);
        assertThat(definition.path()).hasToString("/other/{room}");
        assertThat(definition.open(Map.of("room", "x"), CallScope.NONE).receivers())
                .hasSize(1);
    }

    static class Nothing {
        public Nothing() {}
    }

    @Test
    void configurationOfAnyOtherClassIsRefused() {
        ServerEndpointConfig config =
                ServerEndpointConfig.Builder.create(Nothing.class, "/").build();
        assertThatThrownBy(() -> EndpointDefinition.server(config, Deployed.INSTANCES))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(Nothing.class.getName())
                .hasMessageContaining("@ServerEndpoint")
                .hasMessageContaining("jakarta.websocket.Endpoint");
    }

    private record OwnConfig(Class<?> getEndpointClass, String getPath, Configurator getConfigurator)
            implements ServerEndpointConfig {
        @Override
        public List<String> getSubprotocols() {
            return List.of();
        }

        @Override
        public List<Extension> getExtensions() {
            return List.of();
        }

        @Override
        public List<Class<? extends Encoder>> getEncoders() {
            return List.of();
        }

        @Override
        public List<Class<? extends Decoder>> getDecoders() {
            return List.of();
        }

        @Override
        public Map<String, Object> getUserProperties() {
            return Map.of();
        }
    }

    @Test
    void incompleteConfigurationIsRefused() {
        DefaultConfigurator configurator = new DefaultConfigurator();
        assertThatThrownBy(() -> EndpointDefinition.server(new OwnConfig(null, "/", configurator), Deployed.INSTANCES))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(OwnConfig.class.getName())
                .hasMessageContaining("no endpoint class");
        assertThatThrownBy(() -> EndpointDefinition.server(
                        new OwnConfig(Programmatic.class, null, configurator), Deployed.INSTANCES))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(Programmatic.class.getName())
                .hasMessageContaining(
                        "the method getPath of its configuration " + OwnConfig.class.getName() + " returns null");
        assertThatThrownBy(() ->
                        EndpointDefinition.server(new OwnConfig(Programmatic.class, "/", null), Deployed.INSTANCES))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(Programmatic.class.getName())
                .hasMessageContaining("the method getConfigurator of its configuration ");
    }

    @ServerEndpoint(value = "/coded", encoders = NoEncoder.class)
    static class WithEncoder {
        public WithEncoder() {}
    }

    @ClientEndpoint(decoders = NoDecoder.class)
    static class WithDecoder {
        public WithDecoder() {}
    }

    @Test
    void encodersAndDecodersOfTheAnnotationAreThoseOfTheConfiguration() throws Exception {
        EndpointConfig server = EndpointDefinition.annotatedServer(WithEncoder.class, Deployed.INSTANCES)
                .config();
        EndpointConfig client = EndpointDefinition.annotatedClient(WithDecoder.class, Deployed.INSTANCES)
                .config();
        assertThat(server.getEncoders()).containsExactly(NoEncoder.class);
        assertThat(server.getDecoders()).isEmpty();
        assertThat(client.getDecoders()).containsExactly(NoDecoder.class);
        assertThat(client.getEncoders()).isEmpty();
    }

    abstract static class AbstractDecoder implements Decoder.Text<String> {
        public AbstractDecoder() {}
    }

    static class HiddenEncoder implements Encoder.Text<String> {
        HiddenEncoder() {}

        @Override
        public String encode(String object) {
            return object;
        }
    }

    @ServerEndpoint(value = "/coded", decoders = AbstractDecoder.class)
    static class WithAbstractDecoder {
        public WithAbstractDecoder() {}
    }

    @ClientEndpoint(encoders = HiddenEncoder.class)
    static class WithHiddenEncoder {
        public WithHiddenEncoder() {}
    }

    @Test
    void encoderOrDecoderOfWhichNoInstanceCanBeMadeIsRefusedAtDeployment() {
        assertThatThrownBy(() -> EndpointDefinition.annotatedServer(WithAbstractDecoder.class, Deployed.INSTANCES))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(WithAbstractDecoder.class.getName())
                .hasMessageContaining("The class " + AbstractDecoder.class.getName() + " is abstract.");
        assertThatThrownBy(() -> EndpointDefinition.annotatedClient(WithHiddenEncoder.class, Deployed.INSTANCES))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(WithHiddenEncoder.class.getName())
                .hasMessageContaining(
                        "The class " + HiddenEncoder.class.getName() + " has no public constructor without arguments.");
        assertThatThrownBy(() -> EndpointDefinition.client(
                        Programmatic.class,
                        ClientEndpointConfig.Builder.create()
                                .decoders(List.of(AbstractDecoder.class))
                                .build(),
                        Deployed.INSTANCES))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(AbstractDecoder.class.getName());
    }

    static class ClientConfigurator extends ClientEndpointConfig.Configurator {
        public ClientConfigurator() {}
    }

    @ClientEndpoint(
            subprotocols = {"b", "a"},
            configurator = ClientConfigurator.class)
    static class Client {
        public Client() {}

        @OnOpen
        void open() {}
    }

    @ClientEndpoint
    static class SimpleClient {
        @OnMessage
        void message(String message) {}
    }

    @Test
    void annotationOfAClientBecomesAConfiguration() throws Exception {
        EndpointDefinition definition = EndpointDefinition.annotatedClient(Client.class, Deployed.INSTANCES);
        ClientEndpointConfig config = (ClientEndpointConfig) definition.config();
        assertThat(config.getPreferredSubprotocols()).containsExactly("b", "a");
        assertThat(config.getConfigurator()).isInstanceOf(ClientConfigurator.class);
        assertThat(config.getSSLContext()).isNull();
        assertThat(instance(definition)).isInstanceOf(Client.class).isNotSameAs(instance(definition));
    }

    @Test
    void instanceOfAnAnnotatedClientNeedsNoConstructor() throws Exception {
        SimpleClient instance = new SimpleClient();
        EndpointDefinition definition = EndpointDefinition.annotatedClient(instance, Deployed.INSTANCES);
        assertThat(instance(definition)).isSameAs(instance);
        assertThat(definition.endpointClass()).isSameAs(SimpleClient.class);
        assertThat(definition.open(Map.of(), CallScope.NONE).receivers()).hasSize(1);
        assertThatThrownBy(() -> EndpointDefinition.annotatedClient(SimpleClient.class, Deployed.INSTANCES))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("no public constructor without arguments");
    }

    @Test
    void clientWithoutAnnotationIsRefused() {
        assertThatThrownBy(() -> EndpointDefinition.annotatedClient(Nothing.class, Deployed.INSTANCES))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(Nothing.class.getName())
                .hasMessageContaining("has to be annotated with @ClientEndpoint itself");
        assertThatThrownBy(() -> EndpointDefinition.annotatedClient(new Nothing(), Deployed.INSTANCES))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("@ClientEndpoint");
    }

    @Test
    void clientHasNoPath() throws Exception {
        EndpointDefinition definition = EndpointDefinition.annotatedClient(Client.class, Deployed.INSTANCES);
        assertThatThrownBy(definition::path)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(Client.class.getName());
    }

    @Test
    void programmaticClientIsMadeFromItsClassOrGiven() throws Exception {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        EndpointDefinition ofClass = EndpointDefinition.client(Programmatic.class, config, Deployed.INSTANCES);
        assertThat(ofClass.config()).isSameAs(config);
        assertThat(instance(ofClass)).isInstanceOf(Programmatic.class).isNotSameAs(instance(ofClass));
        Programmatic instance = new Programmatic();
        EndpointDefinition ofInstance = EndpointDefinition.client(instance, config, Deployed.INSTANCES);
        assertThat(instance(ofInstance)).isSameAs(instance);
        assertThat(ofInstance.open(Map.of(), CallScope.NONE).instance()).isSameAs(instance);
    }

    private static Object instance(EndpointDefinition definition) throws InstantiationException {
        return definition.open(Map.of(), CallScope.NONE).instance();
    }

    private static Singleton configurator(EndpointDefinition definition) {
        return (Singleton) ((ServerEndpointConfig) definition.config()).getConfigurator();
    }
}
