package io.hawser.endpoint.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.InstanceSource;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.CDIProvider;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The CDI API without a CDI container on the class path, as many servers have it. */
class WithoutProvidersTest {

    private static final String SERVICE = "META-INF/services/" + CDIProvider.class.getName();

    /** Loads the CDI API and the engine's classes for it anew, and finds no providers. */
    private static final class NoProviders extends URLClassLoader {

        private int searches;

        NoProviders() {
            super(
                    new URL[] {locationOf(CDI.class), locationOf(CdiInstanceSource.class)},
                    WithoutProvidersTest.class.getClassLoader());
        }

        private static URL locationOf(Class<?> type) {
            return type.getProtectionDomain().getCodeSource().getLocation();
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("jakarta.enterprise.") && !name.startsWith("io.hawser.endpoint.cdi.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            if (name.equals(SERVICE)) {
                searches++;
                return Collections.emptyEnumeration();
            }
            return super.getResources(name);
        }
    }

    private static InstanceSource source(ClassLoader loader) throws ReflectiveOperationException {
        return (InstanceSource) loader.loadClass(CdiInstanceSource.class.getName())
                .getConstructor()
                .newInstance();
    }

    @Test
    void theClassPathIsSearchedOnce() throws Exception {
        try (NoProviders loader = new NoProviders()) {
            InstanceSource source = source(loader);
            for (int handshake = 0; handshake < 3; handshake++) {
                assertThat(source.callScope()).isEmpty();
                assertThat(source.providerOf(String.class)).isEmpty();
            }
            assertThat(loader.searches).isEqualTo(1);
        }
    }

    @Test
    void aProviderThatIsSetLaterIsUsed() throws Exception {
        try (NoProviders loader = new NoProviders()) {
            InstanceSource source = source(loader);
            assertThat(source.providerOf(String.class)).isEmpty();
            List<String> calls = new ArrayList<>();
            Class<?> provider = loader.loadClass(CDIProvider.class.getName());
            Method set = loader.loadClass(CDI.class.getName()).getMethod("setCDIProvider", provider);
            set.invoke(null, Proxy.newProxyInstance(loader, new Class<?>[] {provider}, (proxy, method, arguments) -> {
                calls.add(method.getName());
                throw new IllegalStateException("is starting");
            }));
            assertThat(source.providerOf(String.class)).isEqualTo(Optional.empty());
            assertThat(calls).contains("getCDI");
        }
    }
}
