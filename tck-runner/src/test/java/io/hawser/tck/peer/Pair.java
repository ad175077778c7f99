package io.hawser.tck.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.standalone.HawserServer;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.URI;
import java.util.List;

/** Two ends of one open connection, ours and a foreign one. */
final class Pair implements AutoCloseable {

    private final OurEnd ours = new OurEnd();
    private ForeignEnd foreign;
    private HawserServer server;

    private Pair() {}

    /** Which end is which. */
    enum Roles {
        /** The foreign library connects to our server. */
        OUR_SERVER,
        /** Our client connects to the foreign library. */
        OUR_CLIENT
    }

    /** Starts what is needed, and connects. */
    static Pair connect(Library library, Roles roles) throws Exception {
        List<String> script = library.script();
        Pair pair = new Pair();
        try {
            if (roles == Roles.OUR_SERVER) {
                pair.foreignConnects(script);
            } else {
                pair.weConnect(script);
            }
            assertThat(pair.foreign.next()).isEqualTo(Heard.open());
            assertThat(pair.ours.next()).isEqualTo(Heard.open());
            return pair;
        } catch (Throwable e) {
            pair.close();
            throw e;
        }
    }

    private void foreignConnects(List<String> script) throws Exception {
        server = HawserServer.builder()
                .host("127.0.0.1")
                .endpoint(ServerEndpointConfig.Builder.create(OurEnd.class, "/peer")
                        .configurator(new Only(ours))
                        .build())
                .start();
        foreign = new ForeignEnd(script, "client", server.uri() + "peer");
    }

    private void weConnect(List<String> script) throws Exception {
        foreign = new ForeignEnd(script, "server");
        URI uri = URI.create("ws://127.0.0.1:" + foreign.next().getInt("port") + "/");
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        ContainerProvider.getWebSocketContainer().connectToServer(ours, config, uri);
    }

    OurEnd ours() {
        return ours;
    }

    ForeignEnd foreign() {
        return foreign;
    }

    @Override
    public void close() {
        if (foreign != null) {
            foreign.close();
        }
        if (server != null) {
            server.close();
        }
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
