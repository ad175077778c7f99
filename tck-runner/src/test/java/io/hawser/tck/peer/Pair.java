package io.hawser.tck.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.standalone.HawserServer;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.URI;

/** Two ends of one open connection, ours and a foreign one. */
final class Pair implements AutoCloseable {

    private final OurEnd ours;
    private final ForeignEnd foreign;
    private final AutoCloseable server;

    private Pair(OurEnd ours, ForeignEnd foreign, AutoCloseable server) throws InterruptedException {
        this.ours = ours;
        this.foreign = foreign;
        this.server = server;
        assertThat(foreign.next()).isEqualTo(Heard.open());
        assertThat(ours.next()).isEqualTo(Heard.open());
    }

    /** Which end is which. */
    enum Roles {
        /** The foreign library connects to our server. */
        OUR_SERVER {
            @Override
            Pair connect(Library library) throws Exception {
                OurEnd ours = new OurEnd();
                HawserServer server = HawserServer.builder()
                        .host("127.0.0.1")
                        .port(0)
                        .endpoint(ServerEndpointConfig.Builder.create(OurEnd.class, "/peer")
                                .configurator(new Only(ours))
                                .build())
                        .start();
                String uri = "ws://127.0.0.1:" + server.port() + "/peer";
                return new Pair(ours, new ForeignEnd(library, "client", uri), server);
            }
        },
        /** Our client connects to the foreign library. */
        OUR_CLIENT {
            @Override
            Pair connect(Library library) throws Exception {
                OurEnd ours = new OurEnd();
                ForeignEnd foreign = new ForeignEnd(library, "server");
                int port = foreign.next().getInt("port");
                ContainerProvider.getWebSocketContainer()
                        .connectToServer(
                                ours,
                                ClientEndpointConfig.Builder.create().build(),
                                URI.create("ws://127.0.0.1:" + port + "/"));
                return new Pair(ours, foreign, () -> {});
            }
        };

        abstract Pair connect(Library library) throws Exception;
    }

    OurEnd ours() {
        return ours;
    }

    ForeignEnd foreign() {
        return foreign;
    }

    @Override
    public void close() throws Exception {
        foreign.close();
        server.close();
    }

    /** Gives the one end that the test holds to the one connection that comes. */
    private static final class Only extends ServerEndpointConfig.Configurator {

        private final OurEnd end;

        Only(OurEnd end) {
            this.end = end;
        }

        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            return type.cast(end);
        }
    }
}
