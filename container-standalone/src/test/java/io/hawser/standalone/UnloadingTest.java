package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.war.TestWar;
import io.hawser.war.Visit;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hawser and Netty in the class loader of a web application that is undeployed while the process continues. */
@Timeout(300)
class UnloadingTest {

    private static final int TIMES = 50;

    @TempDir
    private Path directory;

    /** The class path of the application: Hawser, Netty, and the APIs, without the tests. */
    private URL[] urls() throws Exception {
        Path classes = new TestWar().classes(Visit.class, nested()).explodeTo(directory);
        List<URL> urls = new ArrayList<>();
        urls.add(classes.resolve("WEB-INF/classes").toUri().toURL());
        List<String> paths = Stream.of("jdk.module.path", "java.class.path")
                .map(System::getProperty)
                .filter(Objects::nonNull)
                .flatMap(path -> Stream.of(path.split(File.pathSeparator)))
                .filter(path -> !path.contains("test-classes"))
                .toList();
        for (String path : paths) {
            urls.add(Path.of(path).toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    private static Class<?> nested() throws ClassNotFoundException {
        return Class.forName(Visit.class.getName() + "$Client");
    }

    private static String visit(URLClassLoader loader, URI echo, URI silent) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Callable<?> visit = (Callable<?>) loader.loadClass(Visit.class.getName())
                    .getConstructor(URI.class, URI.class)
                    .newInstance(echo, silent);
            return (String) visit.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static List<Thread> threadsOf(ClassLoader loader) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> loader.equals(thread.getContextClassLoader())
                        || loader.equals(thread.getClass().getClassLoader()))
                .toList();
    }

    private static long netty() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("globalEventExecutor"))
                .count();
    }

    private static long alive(List<WeakReference<ClassLoader>> loaders) {
        System.gc();
        return loaders.stream().filter(loader -> loader.get() != null).count();
    }

    @Test
    void aClassLoaderWithHawserInItIsCollectedOnceItsClientsAreEnded() throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        ExecutorService foreign = Executors.newSingleThreadExecutor();
        URL[] urls = urls();
        try (HawserServer server =
                        HawserServer.builder().addEndpoint(Endpoints.Echo.class).start();
                ServerSocket listener = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress())) {
            URI echo = server.uri().resolve("echo");
            URI silent = URI.create("ws://localhost:" + listener.getLocalPort() + "/");
            for (int i = 0; i < TIMES; i++) {
                foreign.submit(() -> {
                            // The platform class loader would find the modules of the tests.
                            try (URLClassLoader loader = new URLClassLoader(urls, null)) {
                                loaders.add(new WeakReference<>(loader));
                                assertThat(visit(loader, echo, silent))
                                        .isEqualTo("hello, 100000 bytes, hello, 100000 bytes; closed 1001, closed 1006;"
                                                + " true; refused, refused");
                                assertThat(threadsOf(loader)).isEmpty();
                            }
                            return null;
                        })
                        .get();
                assertThat(netty()).isZero();
            }
            Awaitility.await().untilAsserted(() -> assertThat(alive(loaders)).isZero());
        } finally {
            foreign.shutdown();
        }
    }
}
