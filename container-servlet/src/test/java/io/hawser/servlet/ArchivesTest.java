package io.hawser.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.container.Archive;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchivesTest {

    /** A class of WEB-INF/classes. */
    public static class Config implements ServerApplicationConfig {
        @Override
        public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> found) {
            return Set.of();
        }

        @Override
        public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> found) {
            return found;
        }
    }

    /** Another class of WEB-INF/classes. */
    @ServerEndpoint("/annotated")
    public static class Annotated {}

    /** Another class of WEB-INF/classes. */
    public static class Programmatic extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {}
    }

    /** A class of a library. */
    @ServerEndpoint("/library")
    public static class OfLibrary {}

    /** Another class of the same library. */
    public static class AlsoOfLibrary extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {}
    }

    private static final List<Class<?>> CLASSES =
            List.of(Config.class, Annotated.class, Programmatic.class, OfLibrary.class, AlsoOfLibrary.class);

    private static URL url(String text) {
        try {
            // These URLs are not opened, so they may have any protocol.
            return new URL(null, text, new URLStreamHandler() {
                @Override
                protected URLConnection openConnection(URL url) throws IOException {
                    throw new IOException("not to be opened");
                }
            });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Reports locations of its classes. */
    private static final class Located extends ClassLoader {

        private final UnaryOperator<String> resources;
        private final UnaryOperator<String> sources;

        Located(UnaryOperator<String> resources, UnaryOperator<String> sources) {
            super(ArchivesTest.class.getClassLoader());
            this.resources = resources;
            this.sources = sources;
        }

        private static String location(UnaryOperator<String> locations, String path) {
            String root = path.contains("Library") ? "library" : "classes";
            String location = locations.apply(root + " " + path);
            return location.isEmpty() ? null : location;
        }

        @Override
        public URL getResource(String path) {
            String location = location(resources, path);
            return location == null ? null : url(location);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (CLASSES.stream().noneMatch(type -> type.getName().equals(name))) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }

        private Class<?> define(String name) {
            String path = name.replace('.', '/') + ".class";
            String source = location(sources, path);
            CodeSource code = source == null ? null : new CodeSource(url(source), (Certificate[]) null);
            try (InputStream in = getParent().getResourceAsStream(path)) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length, new ProtectionDomain(code, null));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        List<Class<?>> classes() throws ClassNotFoundException {
            List<Class<?>> classes = new ArrayList<>();
            for (Class<?> type : CLASSES) {
                classes.add(loadClass(type.getName()));
            }
            return classes;
        }
    }

    /**
     * Forms the location of a class from its path, for each root. {@code *} stands for the path; empty means no
     * location.
     */
    private static UnaryOperator<String> around(String classes, String library) {
        return rootAndPath -> {
            String[] parts = rootAndPath.split(" ");
            return (parts[0].equals("classes") ? classes : library)
                    .replace("*", parts[1])
                    .replace("|", "*");
        };
    }

    private static List<Archive> archives(UnaryOperator<String> resources, UnaryOperator<String> sources)
            throws ClassNotFoundException {
        return Archives.of(new Located(resources, sources).classes());
    }

    private static List<String> names(Archive archive) {
        return Stream.of(archive.configs(), archive.annotated(), archive.endpoints())
                .flatMap(Set::stream)
                .map(type -> type.getName().substring(type.getName().indexOf('$') + 1))
                .toList();
    }

    private static void areTwo(List<Archive> archives) {
        assertThat(archives)
                .extracting(ArchivesTest::names)
                .containsExactly(List.of("Config", "Annotated", "Programmatic"), List.of("OfLibrary", "AlsoOfLibrary"));
    }

    /** The locations of Tomcat with and without unpacking, Jetty, WildFly, OSGi, and a class path. */
    @ParameterizedTest
    @CsvSource({
        "file:/srv/app/WEB-INF/classes/*, jar:file:/srv/app/WEB-INF/lib/chat.jar!/*",
        "jar:war:file:/srv/app.war|/WEB-INF/classes!/*, jar:war:file:/srv/app.war|/WEB-INF/lib/chat.jar!/*",
        "vfs:/content/app.war/WEB-INF/classes/*, vfs:/content/app.war/WEB-INF/lib/chat.jar/*",
        "bundleresource://12.fwk3/*, bundleresource://12.fwk3:1/*",
        "file:/home/me/target/classes/*, jar:file:/home/me/.m2/chat.jar!/*",
        "file:/srv/50%25%20off/WEB-INF/classes/*, jar:file:/srv/50%25%20off/WEB-INF/lib/a+b.jar!/*",
        "file:/srv/50%/classes/*, jar:file:/srv/50%/chat.jar!/*",
        "wsjar:file:/srv/app.war!/WEB-INF/classes/*,"
                + " wsjar:file:/srv/app.war!/WEB-INF/lib/chat.jar!/META-INF/versions/17/*"
    })
    void aClassBelongsToWhatItsResourceIsIn(String classes, String library) throws Exception {
        UnaryOperator<String> resources = around(classes, library);
        areTwo(archives(resources, around("", "")));
        areTwo(archives(resources, around("file:/everything", "file:/everything")));
        areTwo(archives(resources, rootAndPath -> "source:" + rootAndPath.hashCode()));
    }

    /** As on GlassFish. */
    @Test
    void oneCodeSourceForEachClassIsNotOneArchiveForEach() throws Exception {
        areTwo(archives(
                around("", ""), around("file:/srv/app/WEB-INF/classes/*", "file:/srv/app/WEB-INF/lib/chat.jar")));
        areTwo(archives(around("", ""), around("file:/srv/classes/*", "jar:file:/srv/chat.jar!/*")));
    }

    @Test
    void codeSourcesCountWhereThereAreNoResources() throws Exception {
        areTwo(archives(around("", ""), around("file:/srv/classes/", "file:/srv/chat.jar")));
        areTwo(archives(
                around("opaque:1", "opaque:2"),
                around("vfs:/x.war/WEB-INF/classes/", "vfs:/x.war/WEB-INF/lib/chat.jar")));
    }

    @Test
    void partOfTheClassesMayHaveNoResource() throws Exception {
        areTwo(archives(
                rootAndPath -> rootAndPath.contains("Annotated") || rootAndPath.contains("Also")
                        ? ""
                        : around("file:/srv/classes/*", "jar:file:/srv/chat.jar!/*")
                                .apply(rootAndPath),
                around("file:/srv/classes/", "file:/srv/chat.jar")));
    }

    @Test
    void whereNothingIsKnownThereIsOneArchive() throws Exception {
        List<List<Archive>> unknown = List.of(
                archives(around("", ""), around("", "")),
                archives(path -> "opaque:" + path.hashCode(), path -> "opaque:" + path.hashCode()),
                archives(
                        path -> {
                            throw new IllegalStateException("the class loader is closed");
                        },
                        around("", "")));
        assertThat(unknown)
                .allSatisfy(archives -> assertThat(archives)
                        .singleElement()
                        .extracting(ArchivesTest::names)
                        .isEqualTo(List.of("Config", "Annotated", "OfLibrary", "Programmatic", "AlsoOfLibrary")));
    }

    @Test
    void classesOfTheJdkAreNobodys() {
        assertThat(Archives.of(List.of(String.class, Annotated.class))).hasSize(2);
    }

    /** The purpose of archives: a {@code ServerApplicationConfig} gets the classes of its own archive. */
    @Test
    void aConfigIsAskedAboutItsNeighbours() throws Exception {
        Located loader = new Located(around("", ""), path -> "file:/srv/" + path.hashCode());
        FakeContext context = new FakeContext(Mark.GLASSFISH, loader);
        new HawserInitializer().onStartup(Set.copyOf(loader.classes()), context.context);
        ServletApplication application = (ServletApplication) context.attributes.get(ContextAttributes.APPLICATION);
        assertThat(application.container().endpoints()).containsOnlyKeys("/annotated", "/library");
        context.destroy();
    }
}
