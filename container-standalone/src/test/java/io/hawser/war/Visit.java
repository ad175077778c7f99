package io.hawser.war;

import io.hawser.Settings;
import io.hawser.container.HawserClientContainer;
import io.hawser.container.HawserContainer;
import io.hawser.transport.ConnectorProvider;
import io.hawser.transport.OwnConnector;
import jakarta.websocket.CloseReason;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The steps of a web application with Hawser in its {@code WEB-INF/lib}, followed by those of the servlet container.
 */
public final class Visit implements Callable<String> {

    private final ConnectorProvider provider = ConnectorProvider.of(Visit.class.getClassLoader());
    private final URI echo;
    private final URI silent;

    /** Records its messages and its close. */
    static final class Client extends Endpoint {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) this::tell);
            session.addMessageHandler(
                    ByteBuffer.class, (MessageHandler.Whole<ByteBuffer>) bytes -> tell(bytes.remaining() + " bytes"));
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            tell("closed " + reason.getCloseCode().getCode());
        }

        private void tell(String what) {
            boolean own = Thread.currentThread().getContextClassLoader() == Visit.class.getClassLoader();
            heard.add(own ? what : what + " in a strange context");
        }

        String next() throws InterruptedException {
            return String.valueOf(heard.poll(30, TimeUnit.SECONDS));
        }
    }

    /** {@code echo} answers, {@code silent} accepts connections and sends nothing. */
    public Visit(URI echo, URI silent) {
        this.echo = echo;
        this.silent = silent;
    }

    @Override
    public String call() throws Exception {
        WebSocketContainer shared = ContainerProvider.getWebSocketContainer();
        Client client = new Client();
        Client other = new Client();
        OwnConnector connector = provider.open(Settings.defaults(), now -> {});
        HawserClientContainer own = new HawserClientContainer(Settings.defaults(), connector);
        List<CompletableFuture<Session>> hanging = List.of(
                own.connectAsync(new Client(), null, silent),
                ((HawserContainer) shared).connectAsync(new Client(), null, silent));
        String talk = talk(shared, client) + ", " + talk(own, other);
        provider.endShared(Visit.class.getClassLoader());
        connector.close();
        return talk + "; " + client.next() + ", " + other.next() + "; "
                + hanging.stream().allMatch(CompletableFuture::isCompletedExceptionally) + "; " + refusal(shared) + ", "
                + refusal(own);
    }

    private String talk(WebSocketContainer container, Client client) throws Exception {
        Session session = container.connectToServer(client, null, echo);
        session.getBasicRemote().sendText("hello");
        session.getAsyncRemote().sendBinary(ByteBuffer.allocate(100_000)).get();
        return client.next() + ", " + client.next();
    }

    private String refusal(WebSocketContainer container) throws Exception {
        try {
            container.connectToServer(new Client(), null, echo);
            return "none";
        } catch (IllegalStateException e) {
            return "refused";
        }
    }
}
