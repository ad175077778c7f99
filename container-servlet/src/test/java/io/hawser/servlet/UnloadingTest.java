package io.hawser.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Hawser in the class loader of an application, which is unloaded after the application ends. */
class UnloadingTest {

    /** A class loader like that of an application. It loads Hawser, its dependencies and the test classes itself. */
    private static final class Application extends URLClassLoader {

        Application() {
            super(classPath(), UnloadingTest.class.getClassLoader());
        }

        private static URL[] classPath() {
            return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(entry -> {
                        try {
                            return Path.of(entry).toUri().toURL();
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .toArray(URL[]::new);
        }

        /** The marks of containers are classes of the tests too. */
        private static boolean isOwn(String name) {
            return name.startsWith("io.hawser.")
                    || name.startsWith("io.netty.")
                    || name.endsWith(".Marked")
                    || name.equals("org.apache.coyote.Request");
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!isOwn(name)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }

    private static WeakReference<ClassLoader> live() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (Application application = new Application()) {
            thread.setContextClassLoader(application);
            Class<?> type = application.loadClass(WholeLife.class.getName());
            assertThat(type.getClassLoader()).isSameAs(application);
            ((Runnable) type.getConstructor().newInstance()).run();
            return new WeakReference<>(application);
        } catch (InvocationTargetException e) {
            throw new AssertionError(e.getCause());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void anApplicationThatHasDoneAllThereIsToDoIsUnloaded() throws Exception {
        assumeFalse(UnloadingTest.class.getModule().isNamed(), "applications have Hawser on their class path");
        // A cache with a single entry keeps the first application. A second application must replace it.
        for (int time = 0; time < 2; time++) {
            WeakReference<ClassLoader> application = live();
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                System.gc();
                return application.get() == null;
            });
        }
    }
}
