package io.hawser.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.Settings;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The selection of the endpoints to deploy from the classes of an archive. */
class ArchiveTest {

    /** An endpoint. */
    @ServerEndpoint("/annotated")
    public static class Annotated {}

    /** Only inherits the annotation. */
    public static class Child extends Annotated {}

    /** Another endpoint. */
    @ServerEndpoint("/other")
    public static class Other {}

    /** Has no public constructor. */
    @ServerEndpoint("/abstract")
    public abstract static class Abstract {}

    @ServerEndpoint("/hidden")
    static class Hidden {}

    /** A programmatic endpoint. */
    public static class Programmatic extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {}
    }

    /** Selects everything, with its own paths. */
    public static class Everything implements ServerApplicationConfig {
        @Override
        public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> endpoints) {
            return endpoints.stream()
                    .map(type -> ServerEndpointConfig.Builder.create(type, "/" + type.getSimpleName())
                            .build())
                    .collect(Collectors.toSet());
        }

        @Override
        public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> scanned) {
            return scanned;
        }
    }

    /** Selects nothing: one method returns null, the other an empty set. */
    public static class Nothing implements ServerApplicationConfig {
        @Override
        public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> endpoints) {
            return null;
        }

        @Override
        public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> scanned) {
            return Set.of();
        }
    }

    /** Fails in its constructor. */
    public static class Failing extends Nothing {
        /** Throws. */
        public Failing() {
            throw new IllegalStateException("no idea");
        }
    }

    /** Has no constructor without arguments. */
    public static class Argument extends Nothing {
        /**
         * Creates an instance.
         *
         * @param name any name
         */
        public Argument(String name) {}
    }

    /** Fails in its methods. */
    public static class Clueless extends Nothing {
        @Override
        public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> scanned) {
            throw new IllegalStateException("no clue");
        }
    }

    @Test
    void whatCanBeNoEndpointByItselfIsLeftOut() {
        Archive archive = Archive.of(List.of(
                Annotated.class,
                Child.class,
                Abstract.class,
                Hidden.class,
                Programmatic.class,
                Endpoint.class,
                Everything.class,
                ServerApplicationConfig.class,
                String.class));
        assertThat(archive.annotated()).containsExactly(Annotated.class);
        assertThat(archive.endpoints()).containsExactly(Programmatic.class);
        assertThat(archive.configs()).containsExactly(Everything.class);
        assertThat(archive.hasConfig()).isTrue();
        archive.annotated().clear();
        assertThat(archive.annotated()).as("a copy").hasSize(1);
    }

    @Test
    void withoutAConfigAllAnnotatedClassesAreWanted() throws Exception {
        Selection selection = Selection.of(
                List.of(Archive.of(List.of(Annotated.class, Programmatic.class)), Archive.of(List.of(Other.class))));
        assertThat(selection.annotated()).containsExactly(Annotated.class, Other.class);
        assertThat(selection.configs()).isEmpty();
        assertThat(selection.isEmpty()).isFalse();
        assertThat(Selection.of(List.of()).isEmpty()).isTrue();
    }

    @Test
    void eachConfigDecidesOnItsOwnArchive() throws Exception {
        Selection selection = Selection.of(List.of(
                Archive.of(List.of(Annotated.class, Programmatic.class, Everything.class)),
                Archive.of(List.of(Other.class, Nothing.class)),
                Archive.of(List.of(Other.class))));
        HawserServerContainer container = new HawserServerContainer(Settings.defaults(), "/", null);
        selection.deployTo(container);
        assertThat(container.endpoints())
                .containsOnlyKeys("/annotated", "/Programmatic")
                .containsValues(Annotated.class, Programmatic.class);
    }

    @Test
    void aConfigThatCannotSayWhatItWantsIsNamed() {
        assertNamed(Failing.class, "no idea");
        assertNamed(Argument.class, "no constructor without arguments");
        assertNamed(Clueless.class, "no clue");
    }

    private static void assertNamed(Class<?> config, String reason) {
        assertThatThrownBy(() -> Selection.of(List.of(Archive.of(List.of(config)))))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(config.getName())
                .hasMessageContaining(reason);
    }

    @Test
    void whatIsNamedIsWantedWhateverItIs() throws Exception {
        ClassLoader loader = getClass().getClassLoader();
        Archive archive = Archive.ofNames(List.of(Child.class.getName(), Nothing.class.getName()), loader);
        assertThat(archive.annotated())
                .as("so that its deployment says what is wrong")
                .containsExactly(Child.class);
        assertThat(archive.configs()).containsExactly(Nothing.class);
        assertThatThrownBy(() -> Archive.ofNames(List.of("no.such.Endpoint"), loader))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("no.such.Endpoint");
    }
}
