package io.hawser.tck.peer;

import io.hawser.standalone.HawserServer;
import io.hawser.tck.servlet.Application;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.URI;
import java.util.List;
import java.util.UUID;

/** The place of Hawser's end of a connection, and the end that connects. */
interface Place {

    /** Starts both ends and gives them to the pair. */
    void connect(List<String> script, Pair pair) throws Exception;

    /** Hawser's end is in this process. */
    enum Here implements Place {
        /** The foreign library connects to Hawser's server. */
        OUR_SERVER {
            @Override
            public void connect(List<String> script, Pair pair) throws Exception {
                OurEnd ours = pair.ours(new OurEnd());
                HawserServer server = pair.server(HawserServer.builder()
                        .host("127.0.0.1")
                        .addEndpoint(ServerEndpointConfig.Builder.create(OurEnd.class, "/peer")
                                .configurator(new Only(ours))
                                .build())
                        .start());
                pair.foreign(new ForeignEnd(script, "client", server.uri() + "peer"));
            }
        },
        /** Hawser's client connects to the foreign library. */
        OUR_CLIENT {
            @Override
            public void connect(List<String> script, Pair pair) throws Exception {
                ForeignEnd foreign = pair.foreign(new ForeignEnd(script, "server"));
                URI uri = URI.create("ws://127.0.0.1:" + foreign.next().getInt("port") + "/");
                ClientEndpointConfig config =
                        ClientEndpointConfig.Builder.create().build();
                ContainerProvider.getWebSocketContainer().connectToServer(pair.ours(new OurEnd()), config, uri);
            }
        }
    }

    /** In {@link PeerApp} in a servlet container, to which the foreign library connects. */
    record Deployed(String container, Application application) implements Place {

        @Override
        public void connect(List<String> script, Pair pair) throws Exception {
            UUID id = UUID.randomUUID();
            pair.ours(new DeployedEnd(application.http("/end/" + id)));
            String uri = application.http("/peer/" + id).toString().replaceFirst("http", "ws");
            pair.foreign(new ForeignEnd(script, "client", uri));
        }

        @Override
        public String toString() {
            return container;
        }
    }

    /** Gives the end of the test to the connection that is accepted. */
    final class Only extends ServerEndpointConfig.Configurator {

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
