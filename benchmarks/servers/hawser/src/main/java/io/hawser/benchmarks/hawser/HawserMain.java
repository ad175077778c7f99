package io.hawser.benchmarks.hawser;

import io.hawser.benchmarks.endpoints.Broadcast;
import io.hawser.benchmarks.endpoints.Echo;
import io.hawser.benchmarks.endpoints.Large;
import io.hawser.benchmarks.service.Service;
import io.hawser.standalone.HawserServer;

/** Serves the endpoints with Hawser's standalone server and its defaults. */
public final class HawserMain {

    private HawserMain() {}

    /**
     * Serves until standard input ends.
     *
     * @param arguments none
     * @throws Exception where the server does not start
     */
    public static void main(String[] arguments) throws Exception {
        try (HawserServer server = HawserServer.builder()
                .host("127.0.0.1")
                .port(0)
                .addEndpoint(Echo.class)
                .addEndpoint(Large.class)
                .addEndpoint(Broadcast.class)
                .start()) {
            Service.untilInputEnds(server.port());
        }
    }
}
