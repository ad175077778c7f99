package io.hawser.tck.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hawser.standalone.HawserServer;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerEndpointConfig;

/** Endpoints that must not be deployed. */
final class Refused {

    private Refused() {}

    /** Asserts that a server with this endpoint among others does not start, and that the error has the reason. */
    static void byServer(Class<?> endpoint, String... words) {
        check(
                catchThrowableOfType(
                        DeploymentException.class,
                        () -> HawserServer.builder()
                                .addEndpoint(Echo.class)
                                .addEndpoint(endpoint)
                                .start()
                                .close()),
                endpoint,
                words);
    }

    /**
     * Asserts that a server with this programmatic endpoint among others does not start, and that the error has the
     * reason.
     */
    static void byServer(ServerEndpointConfig endpoint, String... words) {
        check(
                catchThrowableOfType(
                        DeploymentException.class,
                        () -> HawserServer.builder()
                                .addEndpoint(Echo.class)
                                .addEndpoint(endpoint)
                                .start()
                                .close()),
                endpoint.getEndpointClass(),
                words);
    }

    /** Asserts that a client cannot connect to a running server, and that the error has the reason. */
    static void byClient(Class<?> endpoint, String... words) throws Exception {
        try (Site site = Site.of(Echo.class)) {
            check(
                    catchThrowableOfType(
                            DeploymentException.class,
                            () -> site.client().connectToServer(endpoint, site.uri("/echo"))),
                    endpoint,
                    words);
        }
    }

    /** Asserts that a class is neither deployed by a server nor connected by a client. */
    static void byBoth(Class<?> endpoint, String... words) throws Exception {
        byServer(endpoint, words);
        byClient(endpoint, words);
    }

    private static void check(DeploymentException error, Class<?> endpoint, String... words) {
        assertThat(error).as("the deployment of " + endpoint).isNotNull();
        assertThat(error).hasMessageContaining(endpoint.getName()).hasMessageContainingAll(words);
    }
}
