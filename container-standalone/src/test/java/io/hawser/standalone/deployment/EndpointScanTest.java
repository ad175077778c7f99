package io.hawser.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.container.Archive;
import io.hawser.container.Selection;
import io.hawser.war.TestWar;
import io.hawser.war.WarEndpoints;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

class EndpointScanTest {

    @TempDir
    private Path directory;

    /** Records the requested resources. */
    private static final class Watching extends URLClassLoader {
        private final List<String> defined = new ArrayList<>();

        Watching(List<Path> classPath) throws IOException {
            super(urls(classPath), null);
        }

        private static URL[] urls(List<Path> classPath) throws IOException {
            List<URL> urls = new ArrayList<>();
            for (Path path : classPath) {
                urls.add(path.toUri().toURL());
            }
            return urls.toArray(URL[]::new);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("jakarta.")) {
                return EndpointScanTest.class.getClassLoader().loadClass(name);
            }
            defined.add(name);
            return super.findClass(name);
        }
    }

    private Collection<Archive> scan(TestWar war) throws Exception {
        return scan(war, Watching::new);
    }

    private interface Loaders {
        ClassLoader make(List<Path> classPath) throws IOException;
    }

    private Collection<Archive> scan(TestWar content, Loaders loaders) throws Exception {
        War war = War.open(content.explodeTo(directory.resolve("war")));
        return EndpointScan.classPath(war.classPath(), loaders.make(war.classPath()));
    }

    private static List<String> names(Collection<? extends Class<?>> classes) {
        // The test does not use simple names, since these load the enclosing classes.
        return classes.stream()
                .map(type -> type.getName().replaceFirst(".*\\$", ""))
                .sorted()
                .toList();
    }

    private static byte[] emptyClass(String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0xCAFEBABE);
        out.writeInt(61);
        out.writeShort(5);
        for (int i = 0; i < 2; i++) {
            out.writeByte(7);
            out.writeShort(2 + 2 * i);
            out.writeByte(1);
            out.writeUTF(i == 0 ? name : "java/lang/Object");
        }
        for (int item : new int[] {0x21, 1, 3, 0, 0, 0, 0}) {
            out.writeShort(item);
        }
        return bytes.toByteArray();
    }

    @Test
    void amongAThousandClassesTheEndpointsAreFoundAndNoOtherClassIsLoaded(TestReporter reporter) throws Exception {
        TestWar war = new TestWar()
                .classes(WarEndpoints.class, WarEndpoints.Counter.class, WarEndpoints.Programmatic.class)
                .classes(WarEndpoints.CounterChild.class, WarEndpoints.AbstractEndpoint.class);
        for (int i = 0; i < 1000; i++) {
            String name = "generated/p" + i % 10 + "/C" + i;
            war.file("WEB-INF/classes/" + name + ".class", emptyClass(name));
        }
        List<Watching> loaders = new ArrayList<>();
        long began = System.nanoTime();
        Collection<Archive> archives = scan(war, classPath -> {
            loaders.add(new Watching(classPath));
            return loaders.get(0);
        });
        reporter.publishEntry(
                "unpacked and scanned in ms", "" + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
        assertThat(archives).hasSize(1);
        assertThat(names(archives.iterator().next().annotated())).containsExactly("Counter");
        assertThat(loaders.get(0).defined).containsExactly(WarEndpoints.Counter.class.getName());
    }

    @Test
    void anAnnotatedClassThatIsLeftOutIsWarnedAboutWithWhatToWrite() throws Exception {
        List<String> lines = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                lines.add(record.getLevel() + " " + record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(Archive.class.getPackageName());
        logger.addHandler(handler);
        try {
            scan(new TestWar().classes(WarEndpoints.class.getDeclaredClasses()));
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(lines)
                .filteredOn(line -> line.contains("is not deployed"))
                .hasSize(3)
                .allMatch(line -> line.startsWith("WARNING The class "))
                .anyMatch(line -> line.contains("$Hidden has") && line.endsWith("\"public static class\""))
                .anyMatch(line -> line.contains("$ProtectedOne has") && line.endsWith("\"public static class\""))
                .anyMatch(line -> line.contains("$AbstractOne has") && line.endsWith("it is abstract"));
    }

    @Test
    void whatCanBeNoEndpointByItselfIsLeftOut() throws Exception {
        Collection<Archive> archives = scan(new TestWar()
                .classes(
                        WarEndpoints.class,
                        WarEndpoints.Counter.class,
                        WarEndpoints.CounterChild.class,
                        WarEndpoints.AbstractOne.class,
                        WarEndpoints.AbstractEndpoint.class,
                        WarEndpoints.Programmatic.class,
                        WarEndpoints.Config.class)
                .classes(WarEndpoints.class.getDeclaredClasses()));
        Archive archive = archives.iterator().next();
        assertThat(names(archive.annotated()))
                .contains("Counter", "Context")
                .doesNotContain("CounterChild", "AbstractOne", "Hidden", "ProtectedOne");
        assertThat(names(archive.endpoints())).containsExactly("Programmatic");
        assertThat(names(archive.configs())).containsExactly("Config", "EmptyConfig", "FailingConfig");
    }

    @Test
    void eachConfigIsToldWhatItsOwnArchiveHas() throws Exception {
        Collection<Archive> archives = scan(new TestWar()
                .classes(WarEndpoints.class, WarEndpoints.Context.class, WarEndpoints.Context.Configurator.class)
                .lib(
                        "a.jar",
                        new TestWar()
                                .classes(WarEndpoints.Counter.class, WarEndpoints.Config.class)
                                .classes(WarEndpoints.Programmatic.class))
                .lib("b.jar", new TestWar().classes(WarEndpoints.Caller.class, WarEndpoints.EmptyConfig.class)));
        Selection selection = Selection.of(archives);
        assertThat(names(selection.annotated())).containsExactly("Counter");
        assertThat(selection.configs())
                .extracting(ServerEndpointConfig::getPath)
                .containsExactly("/programmatic/Programmatic");
    }

    @Test
    void withoutAConfigAllAnnotatedEndpointsOfAllArchivesAreWanted() throws Exception {
        Selection selection = Selection.of(scan(new TestWar()
                .classes(WarEndpoints.Counter.class)
                .lib("b.jar", new TestWar().classes(WarEndpoints.Caller.class, WarEndpoints.Programmatic.class))));
        assertThat(names(selection.annotated())).containsExactly("Caller", "Counter");
        assertThat(selection.configs()).isEmpty();
    }

    @Test
    void aConfigThatFailsIsNamed() throws Exception {
        Collection<Archive> archives = scan(new TestWar().classes(WarEndpoints.FailingConfig.class));
        assertThatThrownBy(() -> Selection.of(archives))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(WarEndpoints.FailingConfig.class.getName())
                .hasMessageContaining("no idea");
    }

    @Test
    void aClassThatCannotBeLoadedIsNamedWithItsArchive() {
        // Its superclass is missing.
        assertThatThrownBy(() -> scan(new TestWar().lib("b.jar", new TestWar().classes(Orphan.class))))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(Orphan.class.getName())
                .hasMessageContaining("b.jar");
    }

    /** A superclass. */
    public static class Parent {}

    /** An endpoint whose superclass is left out. */
    @ServerEndpoint("/orphan")
    public static class Orphan extends Parent {}

    @Test
    void packagesOfTheClassPathAreScanned() throws Exception {
        Collection<Archive> archives = EndpointScan.packages(
                Set.of(WarEndpoints.class.getPackageName()), getClass().getClassLoader());
        assertThat(archives).hasSize(1);
        Archive archive = archives.iterator().next();
        assertThat(archive.annotated())
                .contains(WarEndpoints.Counter.class)
                .doesNotContain(Orphan.class, WarEndpoints.AbstractOne.class);
        assertThat(EndpointScan.packages(Set.of("no.such.place"), getClass().getClassLoader()))
                .isEmpty();
    }

    @Test
    void anApplicationWithoutClassesHasNoEndpoints() throws Exception {
        assertThat(scan(new TestWar().file("index.html", "page"))).isEmpty();
    }
}
