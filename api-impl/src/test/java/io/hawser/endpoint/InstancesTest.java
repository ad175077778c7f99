package io.hawser.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hawser.CallScope;
import io.hawser.InstanceSource;
import jakarta.inject.Provider;
import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Instances from a source in the class loader of an application. */
class InstancesTest {

    /** A source like that of an injection container in one application. Only that application can find it. */
    public static final class ForeignSource implements InstanceSource {
        public static final List<String> ASKED = new ArrayList<>();
        public static final List<String> RELEASED = new ArrayList<>();

        @Override
        public <T> Optional<Provider<T>> providerOf(Class<T> type) {
            ASKED.add(name(type));
            return switch (name(type)) {
                case "Unknown" -> Optional.empty();
                case "Missing" -> Optional.of(() -> null);
                case "Failing" ->
                    Optional.of(() -> {
                        throw new IllegalStateException("no such bean");
                    });
                default -> Optional.of(() -> newInstance(type));
            };
        }

        // Class.getSimpleName looks at the enclosing class, which is not in the same run-time package.
        private static String name(Class<?> type) {
            return type.getName().substring(type.getName().indexOf('$') + 1);
        }

        private static <T> T newInstance(Class<T> type) {
            try {
                var constructor = type.getDeclaredConstructor(String.class);
                constructor.setAccessible(true);
                return constructor.newInstance("injected");
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Optional<CallScope> callScope() {
            if (ASKED.contains("Failing")) {
                throw new IllegalStateException("no scope");
            }
            return Optional.of(() -> {
                ASKED.add("begin");
                return () -> ASKED.add("end");
            });
        }

        @Override
        public void release(Object instance) {
            RELEASED.add(name(instance.getClass()));
            throw new IllegalStateException("release fails, and stops nothing");
        }
    }

    /** Has no constructor that Hawser can use. */
    @ServerEndpoint(
            value = "/injected",
            configurator = Configurator.class,
            encoders = Coder.class,
            decoders = Reading.class)
    public static class Injected {
        final String by;

        Injected(String by) {
            this.by = by;
        }

        @OnMessage
        Integer message(Integer message) {
            return message;
        }
    }

    public static class Configurator extends ServerEndpointConfig.Configurator {
        Configurator(String by) {}
    }

    public static class Coder implements Encoder.Text<Integer> {
        Coder(String by) {}

        @Override
        public String encode(Integer object) {
            return "coded " + object;
        }
    }

    public static class Reading implements Decoder.Text<Integer> {
        Reading(String by) {}

        @Override
        public Integer decode(String text) {
            return text.length();
        }

        @Override
        public boolean willDecode(String text) {
            return true;
        }
    }

    public static class Unknown {}

    public static class Missing {}

    public static class Failing {}

    public abstract static class Abstract {}

    /** The class loader of an application. It loads the classes of the application, and its parent those of Hawser. */
    private static final class Application extends ClassLoader {
        private static final String SERVICE = "META-INF/services/" + InstanceSource.class.getName();
        private static final String NAME = InstancesTest.class.getName() + "$";

        Application() {
            super(InstancesTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(NAME)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded == null) {
                    byte[] bytes = bytes(name.substring(name.lastIndexOf('.') + 1) + ".class");
                    loaded = defineClass(name, bytes, 0, bytes.length);
                }
                return loaded;
            }
        }

        private static byte[] bytes(String resource) {
            try (InputStream in = InstancesTest.class.getResourceAsStream(resource)) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return name.equals(SERVICE)
                    ? Collections.enumeration(List.of(file(ForeignSource.class.getName())))
                    : super.getResources(name);
        }

        private static URL file(String content) throws IOException {
            return new URL(null, "memory:services", new URLStreamHandler() {
                @Override
                protected URLConnection openConnection(URL url) {
                    return new URLConnection(url) {
                        @Override
                        public void connect() {}

                        @Override
                        public InputStream getInputStream() {
                            return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
                        }
                    };
                }
            });
        }

        Class<?> own(Class<?> type) throws ClassNotFoundException {
            Class<?> own = loadClass(type.getName());
            assertThat(own.getClassLoader()).isSameAs(this);
            return own;
        }
    }

    private final Application application = new Application();

    private List<String> asked() throws ReflectiveOperationException {
        return list("ASKED");
    }

    private List<String> released() throws ReflectiveOperationException {
        return list("RELEASED");
    }

    @SuppressWarnings("unchecked")
    private List<String> list(String name) throws ReflectiveOperationException {
        return (List<String>)
                application.own(ForeignSource.class).getField(name).get(null);
    }

    @Test
    void aSourceOfTheApplicationMakesInstancesOfEveryKind() throws Throwable {
        Class<?> endpointClass = application.own(Injected.class);
        Instances instances = Instances.of(endpointClass);
        EndpointDefinition definition = EndpointDefinition.annotatedServer(endpointClass, instances);
        assertThat(asked()).contains("Configurator", "Coder", "Reading");
        BoundEndpoint bound = definition.open(Map.of(), definition.scope());
        assertThat(asked()).contains("Injected");
        assertThat(bound.instance()).isInstanceOf(endpointClass);
        Object answer = ((MessageReceiver.Text) bound.receivers().get(0)).whole(Sessions.untouchable(), "four");
        assertThat(bound.codecs().encode(answer)).isEqualTo("coded 4");
        bound.release();
        assertThat(released()).containsExactly("Coder", "Reading", "Injected");
        definition.release();
        definition.release();
        assertThat(released()).containsExactly("Coder", "Reading", "Injected", "Configurator");
    }

    @Test
    void aSourceIsToldOfEachCall() throws Exception {
        Class<?> type = application.own(Unknown.class);
        Instances instances = Instances.of(type).inScope();
        instances.scope().begin().end();
        assertThat(asked()).containsExactly("begin", "end");
        instances.release(type.getConstructor().newInstance(), () -> {});
        assertThat(asked()).containsExactly("begin", "end", "begin", "end");
        assertThat(released()).containsExactly("Unknown");
        asked().add("Failing");
        assertThat(Instances.of(type).inScope().scope())
                .as("a source that fails to tell its scope stops no handshake")
                .isSameAs(CallScope.NONE);
    }

    /** A session causes no new search. */
    @Test
    void sourcesAreLookedForOncePerClass() throws Exception {
        Class<?> type = application.own(Unknown.class);
        assertThat(Instances.of(type)).isSameAs(Instances.of(type)).isNotSameAs(Instances.of(Unknown.class));
        assertThat(Instances.of(null))
                .isSameAs(Instances.of(InstancesTest.class))
                .isSameAs(Instances.of(String.class));
    }

    @Test
    void whatNoSourceKnowsIsMadeByItsConstructor() throws Exception {
        Class<?> type = application.own(Unknown.class);
        assertThat(Instances.of(type).make(type)).isInstanceOf(type);
        assertThat(asked()).containsExactly("Unknown");
        assertThat(Instances.of(Unknown.class).make(Unknown.class)).isInstanceOf(Unknown.class);
        assertThat(asked())
                .as("the sources of one application are nothing to another")
                .hasSize(1);
    }

    @Test
    void aSourceThatFailsOrMakesNothingIsAnErrorThatNamesTheClass() throws Exception {
        Instances instances = Instances.of(application.own(Failing.class));
        assertThatThrownBy(() -> instances.make(Failing.class))
                .isInstanceOf(InstantiationException.class)
                .hasMessageContaining(Failing.class.getName())
                .hasMessageContaining("no such bean")
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> instances.make(Missing.class))
                .isInstanceOf(InstantiationException.class)
                .hasMessageContaining(Missing.class.getName())
                .hasMessageContaining("its provider returned null");
        assertThatThrownBy(() -> instances.check(Abstract.class))
                .isInstanceOf(InstantiationException.class)
                .hasMessageContaining("is abstract");
    }

    @Test
    void theApplicationOfTheOuterCallIsBackAfterTheInner() throws Exception {
        Instances outer = Instances.of(application.own(Unknown.class));
        Instances inner = Instances.of(new Application().own(Unknown.class));
        assertThat(Instances.current()).isNull();
        outer.asCurrent(() -> {
            assertThat(inner.<Instances>asCurrent(Instances::current)).isSameAs(inner);
            assertThat(Instances.current()).isSameAs(outer);
            return null;
        });
        assertThat(Instances.current()).isNull();
    }

    /** The same classes loaded again, as in an application that contains Hawser. */
    private static final class OwnHawser extends ClassLoader {

        OwnHawser() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("jakarta.")) {
                return Instances.class.getClassLoader().loadClass(name);
            }
            if (!name.startsWith("io.hawser.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            String file = "/" + name.replace('.', '/') + ".class";
            try (InputStream bytes = Instances.class.getResourceAsStream(file)) {
                byte[] code = bytes.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static WeakReference<ClassLoader> loaderThatHasAskedFor(Class<?> endpointClass) throws Exception {
        ClassLoader loader = new OwnHawser();
        Class<?> own = loader.loadClass(Instances.class.getName());
        assertThat(own).isNotSameAs(Instances.class);
        own.getMethod("of", Class.class).invoke(null, endpointClass);
        return new WeakReference<>(loader);
    }

    @Test
    void anEndpointClassFromOutsideDoesNotKeepHawserInMemory() throws Exception {
        WeakReference<ClassLoader> gone = loaderThatHasAskedFor(String.class);
        await().until(() -> {
            System.gc();
            return gone.get() == null;
        });
    }
}
