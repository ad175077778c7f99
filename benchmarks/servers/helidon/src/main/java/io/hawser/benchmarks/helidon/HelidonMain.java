package io.hawser.benchmarks.helidon;

import io.hawser.benchmarks.service.Service;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsRouting;

/**
 * Serves the same paths with Helidon's own API, on virtual threads. Of its defaults only the size of a frame is
 * changed.
 */
public final class HelidonMain {

    private static final int MAX_FRAME_LENGTH = 20 * 1024 * 1024;

    private HelidonMain() {}

    /**
     * Serves until standard input ends.
     *
     * @param arguments none
     * @throws Exception where the server does not start
     */
    public static void main(String[] arguments) throws Exception {
        WebServer server = WebServer.builder()
                .host("127.0.0.1")
                .port(0)
                .addProtocol(WsConfig.builder().maxFrameLength(MAX_FRAME_LENGTH).build())
                .addRouting(WsRouting.builder()
                        .endpoint("/echo", Echo::new)
                        .endpoint("/large", Echo::new)
                        .endpoint("/broadcast", Broadcast::new))
                .build()
                .start();
        try {
            Service.untilInputEnds(server.port());
        } finally {
            server.stop();
        }
    }
}
