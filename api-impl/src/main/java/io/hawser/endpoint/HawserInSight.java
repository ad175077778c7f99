package io.hawser.endpoint;

import jakarta.websocket.server.ServerEndpointConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;

/**
 * A class loader that sees the same as Hawser's own one, but of default configurators only that of Hawser. The API
 * takes the first default that it finds, and fails if that one cannot be made, even if it belongs to another
 * implementation.
 */
final class HawserInSight extends ClassLoader {

    private static final String SERVICE = "META-INF/services/" + ServerEndpointConfig.Configurator.class.getName();
    private static final byte[] PROVIDER = DefaultConfigurator.class.getName().getBytes(StandardCharsets.UTF_8);

    HawserInSight() {
        super(HawserInSight.class.getClassLoader());
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return name.equals(SERVICE) ? Collections.enumeration(Collections.singleton(own())) : super.getResources(name);
    }

    private static URL own() {
        try {
            return new URL("hawser", null, -1, SERVICE, new InMemory());
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class InMemory extends URLStreamHandler {

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {

                @Override
                public void connect() {
                    // There is no resource to connect to.
                }

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(PROVIDER);
                }
            };
        }
    }
}
