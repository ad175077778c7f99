package io.hawser.benchmarks.tyrus;

import io.hawser.benchmarks.endpoints.Broadcast;
import io.hawser.benchmarks.endpoints.Echo;
import io.hawser.benchmarks.endpoints.Large;
import io.hawser.benchmarks.service.Service;
import java.util.Map;
import org.glassfish.tyrus.core.TyrusWebSocketEngine;
import org.glassfish.tyrus.server.Server;

/** Serves the endpoints with Tyrus on Grizzly. Of its defaults only the size of a message is changed. */
public final class TyrusMain {

    private TyrusMain() {}

    /**
     * Serves until standard input ends.
     *
     * @param arguments none
     * @throws Exception where the server does not start
     */
    public static void main(String[] arguments) throws Exception {
        Map<String, Object> properties =
                Map.of(TyrusWebSocketEngine.INCOMING_BUFFER_SIZE, Large.MAX_MESSAGE_SIZE + 1024);
        Server server = new Server("127.0.0.1", 0, "/", properties, Echo.class, Large.class, Broadcast.class);
        server.start();
        try {
            Service.untilInputEnds(server.getPort());
        } finally {
            server.stop();
        }
    }
}
