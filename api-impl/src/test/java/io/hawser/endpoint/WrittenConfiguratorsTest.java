package io.hawser.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.handshake.Headers;
import io.hawser.handshake.OriginPolicy;
import io.hawser.handshake.ServerHandshake;
import io.hawser.handshake.UpgradeRequest;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Configurators are called independently of the names of their classes and of their creators. If a class with the name
 * of a proxy were not called for origins, every origin would be allowed.
 */
class WrittenConfiguratorsTest {

    /**
     * Overrides every method with another result than the platform's. Its name is like that of an anonymous object of
     * Scala.
     */
    static class Strict$$anon$1 extends ServerEndpointConfig.Configurator {

        @Override
        public boolean checkOrigin(String origin) {
            return false;
        }

        @Override
        public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
            return "strict";
        }

        @Override
        public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
            return null;
        }

        @Override
        public <T> T getEndpointInstance(Class<T> endpointClass) {
            return endpointClass.cast("strict");
        }

        @Override
        public void modifyHandshake(
                ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {}
    }

    /** Its name is like that of a proxy of an injection container. */
    static final class Chat$Proxy$_$$_WeldSubclass extends ServerEndpointConfig.Configurator {
        @Override
        public boolean checkOrigin(String origin) {
            return false;
        }
    }

    /** Its name is like that of a subclass by Spring. */
    static final class Chat$$SpringCGLIB$$0 extends ServerEndpointConfig.Configurator {
        @Override
        public boolean checkOrigin(String origin) {
            return false;
        }
    }

    /** Overrides one method; its superclass overrides none. */
    static final class Own$$Check extends ServerEndpointConfig.Configurator {
        @Override
        public boolean checkOrigin(String origin) {
            return false;
        }
    }

    private static Object hidden(Class<?> type, boolean synthetic) throws Exception {
        byte[] bytes;
        try (InputStream file = type.getResourceAsStream(type.getName().replaceFirst(".*\\.", "") + ".class")) {
            bytes = file.readAllBytes();
        }
        if (synthetic) {
            markSynthetic(ByteBuffer.wrap(bytes));
        }
        MethodHandles.Lookup made = MethodHandles.lookup().defineHiddenClass(bytes, true);
        return made.lookupClass().getDeclaredConstructor().newInstance();
    }

    /** Sets a bit behind the constant pool (JVM specification, sections 4.1 and 4.4). */
    private static void markSynthetic(ByteBuffer file) {
        int constants = file.getShort(8);
        file.position(10);
        for (int i = 1; i < constants; i++) {
            int tag = file.get();
            int size = switch (tag) {
                case 1 -> file.getShort();
                case 7, 8, 16, 19, 20 -> 2;
                case 15 -> 3;
                case 5, 6 -> 8;
                default -> 4;
            };
            if (tag == 5 || tag == 6) {
                i++;
            }
            file.position(file.position() + size);
        }
        file.putShort(file.position(), (short) (file.getShort(file.position()) | 0x1000));
    }

    static Stream<Named<ServerEndpointConfig.Configurator>> allOfWhatWasWrittenIsAsked() throws Exception {
        return Stream.of(
                Named.of("a name with $$", new Strict$$anon$1()),
                Named.of("a hidden class", (ServerEndpointConfig.Configurator) hidden(Strict$$anon$1.class, false)),
                Named.of("a synthetic class", (ServerEndpointConfig.Configurator) hidden(Strict$$anon$1.class, true)));
    }

    @ParameterizedTest
    @MethodSource
    void allOfWhatWasWrittenIsAsked(ServerEndpointConfig.Configurator written) throws Exception {
        EndpointConfigurator configurator = EndpointConfigurator.of(written);
        assertThat(origin(configurator)).as("checkOrigin").isFalse();
        assertThat(configurator.subprotocol(List.of(), List.of())).isEqualTo("strict");
        assertThat(configurator.extensions(List.of(), List.of())).isEmpty();
        assertThat(configurator.makesInstances()).isTrue();
        assertThat(configurator.make(String.class)).isEqualTo("strict");
        assertThat(configurator.modifiesHandshake()).isTrue();
    }

    static Stream<ServerEndpointConfig.Configurator> originsAreChecked() {
        return Stream.of(
                new Chat$Proxy$_$$_WeldSubclass(), new Chat$$SpringCGLIB$$0(), new ServerEndpointConfig.Configurator() {
                    @Override
                    public boolean checkOrigin(String origin) {
                        return false;
                    }
                });
    }

    @ParameterizedTest
    @MethodSource
    void originsAreChecked(ServerEndpointConfig.Configurator written) throws Exception {
        assertThat(origin(EndpointConfigurator.of(written))).isFalse();
    }

    @Test
    void whatAClassDoesNotOverrideIsLeftToThePlatformWhateverItsName() throws Exception {
        EndpointConfigurator configurator = EndpointConfigurator.of(new Own$$Check());
        assertThat(origin(configurator)).isFalse();
        assertThat(configurator.makesInstances()).isFalse();
        assertThat(configurator.modifiesHandshake()).isFalse();
        assertThat(configurator.subprotocol(List.of("a"), List.of("a"))).isEqualTo("a");
    }

    /** The creator of the instance may create a subclass. */
    @Test
    void theInstanceCountsNotTheClassThatItWasToHave() throws Exception {
        EndpointConfigurator configurator =
                EndpointConfigurator.of(ServerEndpointConfig.Configurator.class, Strict$$anon$1::new);
        assertThat(origin(configurator)).isFalse();
        assertThat(configurator.adopt().modifiesHandshake()).isTrue();
    }

    /** Handles errors. */
    static class Handling$$Endpoint extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {}

        @Override
        public void onError(Session session, Throwable error) {}
    }

    @Test
    void anEndpointIsKnownToHandleErrorsWhateverItsName() {
        ProgrammaticEndpoint endpoint =
                new ProgrammaticEndpoint(new Handling$$Endpoint(), SessionCodecs.NONE, Deployed.INSTANCES);
        assertThat(endpoint.onError(null, new IOException())).isTrue();
    }

    static boolean origin(EndpointConfigurator configurator) throws Exception {
        Headers headers = Headers.builder()
                .add("Host", "localhost")
                .add("Upgrade", "websocket")
                .add("Connection", "Upgrade")
                .add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
                .add("Sec-WebSocket-Version", "13")
                .add("Origin", "http://localhost")
                .build();
        ServerHandshake handshake = ServerHandshake.read(new UpgradeRequest("GET", "/", "HTTP/1.1", headers));
        return configurator.checksOrigin(OriginPolicy.SAME, handshake, false);
    }
}
