package io.hawser.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.commons.support.AnnotationSupport.findAnnotatedMethods;
import static org.junit.platform.commons.support.HierarchyTraversalMode.TOP_DOWN;

import jakarta.enterprise.inject.spi.CDI;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.commons.support.ReflectionSupport;

/** Repeats other tests with Apache OpenWebBeans, in a class loader that does not see Weld. */
class OpenWebBeansTest {

    private static final URLClassLoader APART = apart();

    /** Sees only the JDK and, for readable failures, the test libraries. */
    private static final class Tools extends ClassLoader {

        Tools() {
            // The parent is not the platform class loader, which delegates to the modules of the application.
            super(null);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (Stream.of("org.junit.", "org.assertj.", "org.opentest4j.").anyMatch(name::startsWith)) {
                return OpenWebBeansTest.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }

    private static URLClassLoader apart() {
        List<Path> places = new ArrayList<>(List.of(Path.of("target/classes"), Path.of("target/test-classes")));
        for (String property : List.of("java.class.path", "jdk.module.path")) {
            for (String place : System.getProperty(property, "").split(File.pathSeparator)) {
                if (!place.isEmpty() && !place.contains("weld")) {
                    places.add(Path.of(place));
                }
            }
        }
        try (Stream<Path> copied = Files.list(Path.of("target/openwebbeans"))) {
            copied.forEach(places::add);
        } catch (IOException e) {
            throw new UncheckedIOException("Maven's process-test-resources copies OpenWebBeans to there", e);
        }
        return new URLClassLoader(places.stream().map(OpenWebBeansTest::url).toArray(URL[]::new), new Tools());
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    static void close() throws IOException {
        APART.close();
    }

    @TestFactory
    Stream<DynamicTest> requestContextsOfOpenWebBeansAreUsedAsThoseOfWeld() throws Exception {
        return testsOf(RequestContextTest.class);
    }

    @TestFactory
    Stream<DynamicTest> proxiesOfOpenWebBeansAreKnownAsThoseOfWeld() throws Exception {
        return testsOf(ProxiedConfiguratorTest.class);
    }

    private static Stream<DynamicTest> testsOf(Class<?> original) throws Exception {
        Class<?> tests = APART.loadClass(original.getName());
        assertThat(APART.loadClass(CDI.class.getName())).isNotSameAs(CDI.class);
        return methods(tests, Test.class).stream()
                .map(test -> DynamicTest.dynamicTest(test.getName(), () -> run(tests, test)));
    }

    private static void run(Class<?> tests, Method test) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        thread.setContextClassLoader(APART);
        try {
            Constructor<?> constructor = tests.getDeclaredConstructor();
            constructor.setAccessible(true);
            Object instance = constructor.newInstance();
            invoke(instance, methods(tests, BeforeEach.class));
            try {
                invoke(instance, List.of(test));
            } finally {
                invoke(instance, methods(tests, AfterEach.class));
            }
        } finally {
            thread.setContextClassLoader(context);
        }
    }

    private static List<Method> methods(Class<?> tests, Class<? extends Annotation> annotation) {
        return findAnnotatedMethods(tests, annotation, TOP_DOWN);
    }

    private static void invoke(Object instance, List<Method> methods) {
        methods.forEach(method -> ReflectionSupport.invokeMethod(method, instance));
    }
}
