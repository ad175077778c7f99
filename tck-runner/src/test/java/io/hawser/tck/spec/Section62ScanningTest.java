package io.hawser.tck.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.standalone.HawserServer;
import io.hawser.standalone.WebApplication;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Section 6.2: the endpoints of a WAR file that are found and deployed. The application's class loader loads them. */
class Section62ScanningTest {

    @TempDir
    private Path directory;

    private HawserServer server;

    @BeforeEach
    void start() throws Exception {
        server = HawserServer.builder().start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Answers. */
    @ServerEndpoint("/one")
    public static class One {
        @OnMessage
        public String message(String text) {
            return "one " + text;
        }
    }

    /** Answers. */
    @ServerEndpoint("/two")
    public static class Two {
        @OnMessage
        public String message(String text) {
            return "two " + text;
        }
    }

    /** Only its superclass has the annotation. */
    public static class ChildOfOne extends One {}

    /** Is not public. */
    @ServerEndpoint("/hidden")
    static class Hidden {}

    /** Is not concrete. */
    @ServerEndpoint("/abstract")
    public abstract static class Abstract {}

    /** Sends its path. */
    public static class Programmatic extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.getAsyncRemote().sendText(((ServerEndpointConfig) config).getPath());
        }
    }

    /** Another endpoint. */
    public static class OtherProgrammatic extends Programmatic {}

    /** Selects all annotated classes, and a programmatic endpoint whose path names the classes that it got. */
    public static class All implements ServerApplicationConfig {

        private String annotated = "";

        @Override
        public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> classes) {
            return Set.of(ServerEndpointConfig.Builder.create(
                            Programmatic.class, "/" + name(getClass()) + "/" + names(classes) + annotated)
                    .build());
        }

        @Override
        public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> scanned) {
            annotated = "+" + names(scanned);
            return scanned;
        }

        // Class.getSimpleName would load the enclosing class, which is not in the application.
        private static String name(Class<?> type) {
            return type.getName().replaceFirst(".*\\$", "");
        }

        private static String names(Set<? extends Class<?>> classes) {
            return classes.stream().map(All::name).sorted().collect(Collectors.joining("-"));
        }
    }

    /** Another configuration, which gets the classes of its own archive. */
    public static class AllOfLibrary extends All {}

    /** Selects nothing. */
    public static class Nothing implements ServerApplicationConfig {
        @Override
        public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> classes) {
            return Set.of();
        }

        @Override
        public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> scanned) {
            return Set.of();
        }
    }

    /** Selects an endpoint that no scan has found. */
    public static class Beyond extends Nothing {
        @Override
        public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> scanned) {
            Set<Class<?>> classes = new HashSet<>(scanned);
            classes.remove(One.class);
            classes.add(Two.class);
            return classes;
        }
    }

    /** Has only a constructor with an argument. */
    public static class WithArgument extends Nothing {
        public WithArgument(String argument) {}
    }

    private static WebArchive war(Class<?>... classes) {
        return ShrinkWrap.create(WebArchive.class, "app.war").addClasses(classes);
    }

    private static JavaArchive jar(Class<?>... classes) {
        return ShrinkWrap.create(JavaArchive.class, "library.jar").addClasses(classes);
    }

    private WebApplication deploy(WebArchive war) throws Exception {
        Path file = directory.resolve(war.getName());
        war.as(ZipExporter.class).exportTo(file.toFile(), true);
        return server.deploy(file, "/app");
    }

    private static Session connect(WebApplication application, String path, Client client) throws Exception {
        return ContainerProvider.getWebSocketContainer()
                .connectToServer(
                        client,
                        ClientEndpointConfig.Builder.create().build(),
                        application.uri().resolve(path));
    }

    private static String answer(WebApplication application, String path) throws Exception {
        Client client = new Client();
        try (Session session = connect(application, path, client)) {
            session.getBasicRemote().sendText("a");
            return client.next();
        }
    }

    @Test
    @Proves({"6.2-1", "6.2-3"})
    void annotatedClassesOfTheWarAndOfItsLibrariesAreDeployed() throws Exception {
        WebApplication application = deploy(war(One.class).addAsLibrary(jar(Two.class)));
        assertThat(application.endpoints()).containsOnlyKeys("/one", "/two");
        assertThat(answer(application, "one")).isEqualTo("text one a");
        assertThat(answer(application, "two")).isEqualTo("text two a");
    }

    @Test
    @Proves({"6.2-1", "6.2-3"})
    void programmaticClassesAloneAreNotDeployed() throws Exception {
        WebApplication application = deploy(war(One.class, Programmatic.class));
        assertThat(application.endpoints()).containsOnlyKeys("/one");
    }

    @Test
    @Proves("4.8-2")
    void subclassesAndClassesThatAreNotPublicOrConcreteAreLeftOut() throws Exception {
        WebApplication application = deploy(war(One.class, ChildOfOne.class, Hidden.class, Abstract.class));
        assertThat(application.endpoints()).containsOnlyKeys("/one");
        assertThat(answer(application, "one")).isEqualTo("text one a");
    }

    @Test
    @Proves({"6.2-2", "6.2-4", "ServerApplicationConfig"})
    void configOfTheWarIsShownWhatIsInItsClasses() throws Exception {
        WebApplication application = deploy(war(All.class, One.class, Programmatic.class, OtherProgrammatic.class)
                .addAsLibrary(jar(Two.class)));
        assertThat(application.endpoints()).containsOnlyKeys("/one", "/All/OtherProgrammatic-Programmatic+One");
    }

    @Test
    @Proves({"6.2-2", "6.2-4", "ServerApplicationConfig"})
    void configOfALibraryIsShownWhatIsInTheLibrary() throws Exception {
        WebApplication application = deploy(
                war(One.class, Programmatic.class).addAsLibrary(jar(All.class, Two.class, OtherProgrammatic.class)));
        assertThat(application.endpoints()).containsOnlyKeys("/two", "/All/OtherProgrammatic+Two");
    }

    @Test
    @Proves({"6.2-4", "6.2-5", "ServerApplicationConfig"})
    void unionOfWhatAllConfigsWantIsDeployed() throws Exception {
        WebApplication application = deploy(war(All.class, Nothing.class, One.class, Programmatic.class)
                .addAsLibrary(jar(AllOfLibrary.class, Two.class, OtherProgrammatic.class)));
        assertThat(application.endpoints())
                .containsOnlyKeys("/one", "/two", "/All/Programmatic+One", "/AllOfLibrary/OtherProgrammatic+Two");
        Client client = new Client();
        connect(application, "All/Programmatic+One", client);
        client.expect("text /All/Programmatic+One");
    }

    @Test
    @Proves({"6.2-5", "ServerApplicationConfig"})
    void configThatWantsNothingKeepsEverythingOut() throws Exception {
        assertThat(deploy(war(Nothing.class, One.class).addAsLibrary(jar(Two.class)))
                        .endpoints())
                .isEmpty();
    }

    @Test
    @Proves({"6.2-5", "ServerApplicationConfig"})
    void configMayWantWhatItWasNotShown() throws Exception {
        assertThat(deploy(war(Beyond.class, Nothing.class, One.class).addAsLibrary(jar(Two.class)))
                        .endpoints())
                .containsOnlyKeys("/two");
    }

    @Test
    @Proves("6.2-4")
    void configThatCannotBeMadeEndsTheDeployment() {
        assertThatThrownBy(() -> deploy(war(WithArgument.class, Nothing.class, One.class)))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(WithArgument.class.getName());
    }

    /** Section 6.4: a scanned class that the application adds too. */
    @Test
    @Proves("ServerContainer")
    void scannedClassThatIsAddedAgainIsDeployedOnce() throws Exception {
        WebApplication application = deploy(war(One.class));
        application.container().addEndpoint(application.classLoader().loadClass(One.class.getName()));
        assertThat(application.endpoints()).containsOnlyKeys("/one");
        assertThat(answer(application, "one")).isEqualTo("text one a");
    }
}
