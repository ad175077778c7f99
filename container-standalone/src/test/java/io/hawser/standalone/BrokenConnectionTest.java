package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.HawserSession;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Methods that send until a send fails, to peers that end without a Close frame. */
@Timeout(120)
class BrokenConnectionTest {

    /** The ways in which a method sends. Each method ends because it learns that the peer is gone. */
    enum Way {
        BASIC {
            @Override
            void send(Session session) throws Exception {
                session.getBasicRemote().sendText("t");
            }
        },
        ASYNC {
            @Override
            void send(Session session) {
                session.getAsyncRemote().sendText("t");
            }
        },
        FUTURE {
            @Override
            void send(Session session) throws Exception {
                session.getAsyncRemote().sendText("t").get();
            }
        },
        HANDLER {
            @Override
            void send(Session session) throws Exception {
                CompletableFuture<Throwable> result = new CompletableFuture<>();
                session.getAsyncRemote().sendText("t", sent -> result.complete(sent.getException()));
                result.get();
            }
        },
        PARTS {
            @Override
            void send(Session session) throws Exception {
                session.getBasicRemote().sendText("t", false);
            }
        },
        STREAM {
            @Override
            void send(Session session) throws Exception {
                try (OutputStream stream = session.getBasicRemote().getSendStream()) {
                    stream.write(new byte[100]);
                }
            }
        },
        WRITER {
            @Override
            void send(Session session) throws Exception {
                try (Writer writer = session.getBasicRemote().getSendWriter()) {
                    writer.write("text");
                }
            }
        },
        PING {
            @Override
            void send(Session session) throws Exception {
                HawserSession.of(session).ping().get();
            }
        },
        CONTROL {
            @Override
            void send(Session session) throws Exception {
                session.getBasicRemote().sendPing(ByteBuffer.allocate(1));
            }
        },
        OTHER_THREAD {
            @Override
            void send(Session session) throws Exception {
                Thread thread = new Thread(() -> {
                    while (session.isOpen()) {
                        session.getAsyncRemote().sendText("t");
                        pause();
                    }
                });
                thread.setDaemon(true);
                thread.start();
                thread.join();
            }
        };

        abstract void send(Session session) throws Exception;

        /** Sends until it learns of the end. */
        void goOn(Session session) {
            boolean failed = false;
            try {
                while (session.isOpen()) {
                    send(session);
                    pause();
                }
            } catch (Exception e) {
                failed = true;
            }
            // An unanswered ping does not show whether messages can be sent.
            TOLD.add(!session.isOpen() || failed && this == PING ? "told" : "open");
        }

        private static void pause() {
            try {
                Thread.sleep(2);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The ways in which a peer ends. */
    enum Leaving {
        RESET {
            @Override
            void leave(RawPeer peer) throws IOException {
                peer.reset();
            }
        },
        CLOSE {
            @Override
            void leave(RawPeer peer) throws IOException {
                peer.close();
            }
        };

        abstract void leave(RawPeer peer) throws IOException;
    }

    static final BlockingQueue<String> TOLD = new LinkedBlockingQueue<>();
    static final Queue<String> CALLS = new ConcurrentLinkedQueue<>();
    static final BlockingQueue<CloseReason> CLOSED = new LinkedBlockingQueue<>();

    /** An endpoint whose methods run until they learn of the end. */
    @ServerEndpoint("/{when}/{way}")
    @ClientEndpoint
    public static class Endless {

        @OnOpen
        public void open(Session session) {
            if (session.getRequestURI().getPath().startsWith("/open/")) {
                goOn(session);
            }
        }

        @OnMessage
        public void message(String message, Session session) {
            CALLS.add("message");
            goOn(session);
            CALLS.add("returned");
        }

        private static void goOn(Session session) {
            String path = session.getRequestURI().getPath();
            Way.valueOf(path.substring(path.lastIndexOf('/') + 1)).goOn(session);
        }

        @OnError
        public void error(Throwable error) {
            CALLS.add("error");
        }

        @OnClose
        public void close(CloseReason reason) {
            CALLS.add("close");
            CLOSED.add(reason);
        }
    }

    /** Answers. */
    @ServerEndpoint("/echo/{name}")
    public static class Echo {
        @OnMessage
        public String message(String message, @PathParam("name") String name) {
            return message;
        }
    }

    private static Certificates certificates;

    private HawserServer server;

    @BeforeAll
    static void makeKeys(@TempDir Path directory) throws Exception {
        certificates = Certificates.of(directory, "dns:localhost,ip:127.0.0.1");
    }

    @BeforeEach
    void forget() {
        TOLD.clear();
        CALLS.clear();
        CLOSED.clear();
    }

    @AfterEach
    void end() {
        if (server != null) {
            server.close();
        }
    }

    private void start(SSLContext tls, int maxThreads) throws Exception {
        HawserServerBuilder builder =
                HawserServer.builder().addEndpoint(Endless.class).addEndpoint(Echo.class);
        if (tls != null) {
            builder.tls(tls);
        }
        server = builder.settings(settings -> settings.maxThreads(maxThreads).ioThreads(2))
                .start();
    }

    private RawPeer connect(String path) throws Exception {
        RawPeer peer = RawPeer.connect(server.port());
        peer.send(RawPeer.handshake(path));
        assertThat(peer.head()).startsWith("HTTP/1.1 101");
        return peer;
    }

    static Stream<Arguments> ways() {
        return Stream.of(Way.values())
                .flatMap(way -> Stream.of(Leaving.values()).map(leaving -> Arguments.of(way, leaving)));
    }

    private static void assertToldOnce() throws InterruptedException {
        assertThat(TOLD.poll(60, TimeUnit.SECONDS)).isEqualTo("told");
        assertThat(CLOSED.poll(60, TimeUnit.SECONDS).getCloseCode())
                .isEqualTo(CloseReason.CloseCodes.CLOSED_ABNORMALLY);
        assertThat(CALLS).as("in their order").startsWith("message", "returned").endsWith("close");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aServersMethodIsTold(Way way, Leaving leaving) throws Exception {
        start(null, 16);
        RawPeer peer = connect("/message/" + way);
        peer.send(RawPeer.frame("begin")).payload();
        leaving.leave(peer);
        assertToldOnce();
    }

    @ParameterizedTest
    @EnumSource
    void onOpenIsTold(Leaving leaving) throws Exception {
        start(null, 16);
        RawPeer peer = connect("/open/BASIC");
        peer.payload();
        leaving.leave(peer);
        assertThat(TOLD.poll(60, TimeUnit.SECONDS)).isEqualTo("told");
        assertThat(CLOSED.poll(60, TimeUnit.SECONDS).getCloseCode())
                .isEqualTo(CloseReason.CloseCodes.CLOSED_ABNORMALLY);
    }

    @ParameterizedTest
    @EnumSource
    void aMethodBehindTlsIsTold(Leaving leaving) throws Exception {
        start(certificates.server(), 16);
        try (Socket tcp = new Socket(InetAddress.getLoopbackAddress(), server.port());
                RawPeer peer = new RawPeer(
                        certificates.client().getSocketFactory().createSocket(tcp, "localhost", server.port(), true))) {
            peer.send(RawPeer.handshake("/message/BASIC"));
            assertThat(peer.head()).startsWith("HTTP/1.1 101");
            peer.send(RawPeer.frame("begin")).payload();
            // The end of TCP, without a close_notify of TLS.
            leaving.leave(new RawPeer(tcp));
            assertToldOnce();
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aClientsMethodIsTold(Way way, Leaving leaving) throws Exception {
        try (RawServer raw = new RawServer(InetAddress.getLoopbackAddress())) {
            raw.serve(client -> {
                client.send(RawServer.accepting(client.head()));
                client.send(RawPeer.frame(0x81, new byte[] {'x'}, false)).payload();
                leaving.leave(client);
            });
            ContainerProvider.getWebSocketContainer()
                    .connectToServer(Endless.class, URI.create("ws://127.0.0.1:" + raw.port() + "/message/" + way));
            assertToldOnce();
        }
    }

    /** A peer that ends only its output, and still reads. */
    @Test
    void aMethodThatGoesOnAfterTheEndOfInputIsCutOff() throws Exception {
        start(null, 16);
        try (RawPeer peer = connect("/message/ASYNC")) {
            peer.send(RawPeer.frame("begin")).payload();
            peer.endOutput();
            assertToldOnce();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BASIC", "HANDLER", "PING", "OTHER_THREAD"})
    void afterManySuchPeersAHandshakeIsAnswered(Way way) throws Exception {
        start(null, 8);
        List<RawPeer> peers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            RawPeer peer = connect("/message/" + way);
            peers.add(peer.send(RawPeer.frame("begin")));
            Leaving.values()[i % Leaving.values().length].leave(peer);
        }
        try (RawPeer peer = connect("/echo/x")) {
            assertThat(peer.send(RawPeer.frame("hello")).text()).isEqualTo("hello");
        }
        for (int i = 0; i < peers.size(); i++) {
            assertThat(CLOSED.poll(60, TimeUnit.SECONDS)).isNotNull();
        }
    }
}
