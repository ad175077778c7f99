package io.hawser.benchmarks;

import io.hawser.standalone.HawserServer;
import io.hawser.standalone.HawserServerBuilder;

/**
 * A server for a load generator: serves the endpoint classes whose names it is given, so that Hawser and its peers are
 * measured with the very same endpoints.
 */
public final class YardstickServer {

    private YardstickServer() {}

    /**
     * Serves until the process ends. Prints a line with {@code ready} when it listens.
     *
     * @param arguments the port, then the names of annotated endpoint classes on the class path
     * @throws Exception where a class is missing, an endpoint cannot be deployed, or the port is taken
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 2) {
            throw new IllegalArgumentException("usage: YardstickServer PORT ENDPOINT_CLASS...");
        }
        HawserServerBuilder builder = HawserServer.builder().host("127.0.0.1").port(Integer.parseInt(arguments[0]));
        for (int i = 1; i < arguments.length; i++) {
            builder.addEndpoint(Class.forName(arguments[i]));
        }
        try (HawserServer server = builder.start()) {
            System.out.println("ready " + server.port());
            server.awaitClosed();
        }
    }
}
