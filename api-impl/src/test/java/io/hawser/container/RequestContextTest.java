package io.hawser.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The request context of CDI in calls of user code. Runs with Weld, and with OpenWebBeans in {@link OpenWebBeansTest}.
 */
class RequestContextTest {

    private static final URI HERE = URI.create("ws://localhost/visit");
    private static final List<String> HEARD = Collections.synchronizedList(new ArrayList<>());

    private final HawserServerContainer server = new HawserServerContainer(Settings.defaults(), "", null);
    private final MemoryConnector connector = new MemoryConnector(server);
    private final HawserClientContainer client = new HawserClientContainer(Settings.defaults(), connector);
    private SeContainer cdi;

    /** A bean in the scope of a request context. */
    @RequestScoped
    public static class Visit {
        private static int count;
        private int number;

        @PostConstruct
        void begin() {
            number = ++count;
        }

        @PreDestroy
        void end() {
            HEARD.add("end of " + number);
        }

        void note(String what) {
            HEARD.add(what + " in " + number);
        }
    }

    /** Records its creation and its end in the request-scoped bean. */
    public abstract static class Visitor {
        @Inject
        Visit visit;

        @PostConstruct
        void begin() {
            visit.note("begin " + getClass().getSimpleName());
        }

        @PreDestroy
        void end() {
            visit.note("end " + getClass().getSimpleName());
        }
    }

    public static class Coder extends Visitor implements Encoder.Text<StringBuilder>, Decoder.Text<StringBuilder> {
        @Override
        public void init(EndpointConfig config) {
            visit.note("init");
        }

        @Override
        public void destroy() {
            visit.note("destroy");
        }

        @Override
        public String encode(StringBuilder object) {
            visit.note("encode");
            return object.toString();
        }

        @Override
        public boolean willDecode(String text) {
            return true;
        }

        @Override
        public StringBuilder decode(String text) {
            visit.note("decode");
            return new StringBuilder(text);
        }
    }

    public static class ServerConfigurator extends ServerEndpointConfig.Configurator {
        @Inject
        Visit visit;

        @PostConstruct
        void begin() {
            visit.note("begin ServerConfigurator");
        }

        @PreDestroy
        void end() {
            visit.note("end ServerConfigurator");
        }

        @Override
        public boolean checkOrigin(String origin) {
            visit.note("checkOrigin");
            return true;
        }

        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            visit.note("modifyHandshake");
        }

        @Override
        public <T> T getEndpointInstance(Class<T> type) throws InstantiationException {
            visit.note("getEndpointInstance");
            return super.getEndpointInstance(type);
        }
    }

    @ServerEndpoint(value = "/visit", configurator = ServerConfigurator.class, encoders = Coder.class)
    public static class Configured extends Visitor {}

    @ServerEndpoint(value = "/visit", encoders = Coder.class, decoders = Coder.class)
    public static class Host {
        @Inject
        Visit visit;

        @OnOpen
        public void open() {
            visit.note("open");
        }

        @OnMessage
        public StringBuilder message(StringBuilder message) {
            visit.note("message");
            if (message.toString().equals("fail")) {
                throw new IllegalStateException("on purpose");
            }
            return message;
        }

        @OnMessage
        public void pong(PongMessage pong) {
            visit.note("pong");
        }

        @OnMessage
        public void part(byte[] part, boolean last) {
            visit.note(last ? "last part" : "part");
        }

        @OnError
        public void error(Throwable error) {
            visit.note("error");
        }

        @OnClose
        public void close(CloseReason reason) {
            visit.note("close");
        }
    }

    @ServerEndpoint("/visit")
    public static class Streaming {
        @Inject
        Visit visit;

        @OnMessage
        public void read(Reader reader) throws IOException {
            visit.note("stream");
            reader.transferTo(Writer.nullWriter());
            visit.note("end of stream");
        }
    }

    /** Adds message handlers, and uses a {@code SendHandler}. */
    public static class Programmatic extends Endpoint {
        @Inject
        Visit visit;

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            visit.note("open");
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> {
                visit.note("handler");
                session.getAsyncRemote().sendText(text, result -> visit.note("result " + result.isOK()));
            });
        }
    }

    @ServerEndpoint("/visit")
    public static class Plain {
        @OnMessage
        public String echo(String message) {
            return message;
        }
    }

    public static class ClientConfigurator extends ClientEndpointConfig.Configurator {
        @Inject
        Visit visit;

        @Override
        public void beforeRequest(Map<String, List<String>> headers) {
            visit.note("beforeRequest");
        }

        @Override
        public void afterResponse(HandshakeResponse response) {
            visit.note("afterResponse");
        }
    }

    @ClientEndpoint(configurator = ClientConfigurator.class)
    public static class Guest extends Visitor {
        @OnOpen
        public void open() {
            visit.note("open");
        }

        @OnMessage
        public void message(String message) {
            visit.note("message");
        }
    }

    /** Is not a bean. */
    @ClientEndpoint
    public static class Outsider {}

    /** Only an injection container can create it. */
    @ServerEndpoint("/visit")
    public static class OnlyInjectable {
        private final Visit visit;

        @Inject
        public OnlyInjectable(Visit visit) {
            this.visit = visit;
        }

        @OnOpen
        public void open() {
            visit.note("open");
        }
    }

    @BeforeEach
    void startCdi() {
        HEARD.clear();
        Visit.count = 0;
        cdi = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(Visit.class)
                .initialize();
    }

    @AfterEach
    void stop() throws Exception {
        elsewhere(connector::close);
        if (cdi.isRunning()) {
            cdi.close();
        }
    }

    /** Runs a task on a thread without a request context. The thread that starts OpenWebBeans has one. */
    private static void elsewhere(ThrowingCallable code) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                code.call();
                done.complete(null);
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        thread.start();
        try {
            done.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    private static void assertHeard(String... lines) {
        assertThat(List.copyOf(HEARD)).containsExactly(lines);
        HEARD.clear();
    }

    private Session connect() throws Exception {
        return client.connectToServer(new Outsider(), HERE);
    }

    private void send(Session session, String text) throws IOException {
        session.getBasicRemote().sendText(text);
        connector.pump();
    }

    @Test
    void outsideOfACallThereIsNoRequestContext() throws Exception {
        elsewhere(() -> assertThatThrownBy(() -> cdi.select(Visit.class).get().note("nothing"))
                .isInstanceOf(ContextNotActiveException.class));
    }

    @Test
    void eachCallbackHasARequestContextOfItsOwnWhichItsCodecsShare() throws Exception {
        elsewhere(() -> {
            server.addEndpoint(Host.class);
            Session session = connect();
            assertThat(HEARD).endsWith("open in 2", "end of 2");
            HEARD.clear();
            send(session, "a");
            assertHeard("decode in 3", "message in 3", "encode in 3", "end of 3");
            send(session, "fail");
            assertHeard("decode in 4", "message in 4", "end of 4", "error in 5", "end of 5");
            session.getBasicRemote().sendPong(ByteBuffer.allocate(1));
            connector.pump();
            assertHeard("pong in 6", "end of 6");
            session.getBasicRemote().sendBinary(ByteBuffer.allocate(1), false);
            session.getBasicRemote().sendBinary(ByteBuffer.allocate(1), true);
            connector.pump();
            assertHeard("part in 7", "end of 7", "last part in 8", "end of 8");
            session.close();
            connector.pump();
            assertThat(HEARD)
                    .startsWith("close in 9", "end of 9", "destroy in 10")
                    .endsWith("end of 10");
        });
    }

    @Test
    void aMessageThatIsReadAsAStreamHasOneRequestContextWhileItComes() throws Exception {
        elsewhere(() -> {
            server.addEndpoint(Streaming.class);
            Session session = connect();
            session.getBasicRemote().sendText("a", false);
            session.getBasicRemote().sendText("b", true);
            connector.pump();
            assertHeard("stream in 1", "end of stream in 1", "end of 1");
        });
    }

    @Test
    void messageHandlersAndSendHandlersHaveRequestContextsToo() throws Exception {
        elsewhere(() -> {
            server.addEndpoint(ServerEndpointConfig.Builder.create(Programmatic.class, "/visit")
                    .build());
            Session session = connect();
            assertHeard("open in 1", "end of 1");
            send(session, "a");
            assertHeard("handler in 2", "end of 2", "result true in 3", "end of 3");
        });
    }

    @Test
    void aServersHandshakeHasOneRequestContext() throws Exception {
        elsewhere(() -> {
            server.addEndpoint(Configured.class);
            assertHeard("begin ServerConfigurator in 1", "end of 1");
            Session session = connect();
            assertHeard(
                    "checkOrigin in 2",
                    "modifyHandshake in 2",
                    "getEndpointInstance in 2",
                    "begin Configured in 2",
                    "begin Coder in 2",
                    "init in 2",
                    "end of 2");
            session.close();
            connector.pump();
            assertHeard("destroy in 3", "end Coder in 3", "end Configured in 3", "end of 3");
            server.shutdown();
            assertHeard("end ServerConfigurator in 4", "end of 4");
        });
    }

    @Test
    void clientsHaveRequestContextsToo() throws Exception {
        elsewhere(() -> {
            server.addEndpoint(Plain.class);
            Session session = client.connectToServer(Guest.class, HERE);
            assertHeard(
                    "beforeRequest in 1",
                    "begin Guest in 1",
                    "end of 1",
                    "afterResponse in 2",
                    "end of 2",
                    "open in 3",
                    "end of 3");
            send(session, "a");
            assertHeard("message in 4", "end of 4");
        });
    }

    @Test
    void whereTheThreadHasARequestContextThatOneIsUsedAndGoesOn() throws Exception {
        elsewhere(() -> {
            server.addEndpoint(ServerEndpointConfig.Builder.create(Programmatic.class, "/visit")
                    .build());
            RequestContextController request =
                    cdi.select(RequestContextController.class).get();
            assertThat(request.activate()).isTrue();
            Session session = connect();
            send(session, "a");
            assertHeard("open in 1", "handler in 1", "result true in 1");
            cdi.select(Visit.class).get().note("the request goes on");
            assertHeard("the request goes on in 1");
            request.deactivate();
            assertHeard("end of 1");
        });
    }

    @Test
    void anEndpointThatWasDeployedBeforeCdiHasStartedIsInjectedAndHasRequestContexts() throws Exception {
        cdi.close();
        server.addEndpoint(OnlyInjectable.class);
        startCdi();
        elsewhere(() -> {
            connect();
            assertHeard("open in 1", "end of 1");
        });
    }

    @Test
    void aSessionThatOutlivesItsCdiContainerIsToldOfItsEnd() throws Exception {
        List<String> closed = new ArrayList<>();
        elsewhere(() -> {
            server.addEndpoint(Plain.class);
            Session session = client.connectToServer(
                    new Endpoint() {
                        @Override
                        public void onOpen(Session opened, EndpointConfig config) {}

                        @Override
                        public void onClose(Session ended, CloseReason reason) {
                            closed.add("closed");
                        }
                    },
                    null,
                    HERE);
            cdi.close();
            session.close();
            connector.pump();
        });
        assertThat(closed).containsExactly("closed");
    }
}
