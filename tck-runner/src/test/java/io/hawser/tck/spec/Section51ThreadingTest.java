package io.hawser.tck.spec;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Jakarta WebSocket 2.2, section 5.1: Threading Considerations. */
class Section51ThreadingTest {

    /** Counts the callbacks of one instance. */
    @ServerEndpoint("/count")
    @ClientEndpoint
    public static class Counting {

        private int events;

        @OnOpen
        public void open() {
            events++;
        }

        @OnMessage
        public void message(String text) {
            events++;
            Journal.add("message, event " + events);
        }

        @OnClose
        public void close() {
            events++;
            Journal.add("close, event " + events);
        }
    }

    @Test
    @Proves("5.1-1")
    void eachPeerHasAnInstanceOfAnAnnotatedEndpoint() throws Exception {
        try (Site site = Site.of(Counting.class)) {
            Session one = site.connect(new Client(), "/count");
            Session two = site.connect(new Client(), "/count");
            one.getBasicRemote().sendText("a");
            Journal.expect("message, event 2");
            two.getBasicRemote().sendText("b");
            Journal.expect("message, event 2");
            one.close();
            Journal.expect("close, event 3");
            two.close();
            Journal.expect("close, event 3");
        }
    }

    @Test
    @Proves("5.1-1")
    void eachConnectionOfAClientClassHasAnInstance() throws Exception {
        try (Site site = Site.of(Echo.class)) {
            Session one = site.client().connectToServer(Counting.class, site.uri("/echo"));
            Session two = site.client().connectToServer(Counting.class, site.uri("/echo"));
            one.getBasicRemote().sendText("a");
            Journal.expect("message, event 2");
            two.getBasicRemote().sendText("b");
            Journal.expect("message, event 2");
        }
    }

    /** Detects two threads at the same time in its methods. */
    @ServerEndpoint("/alone")
    @ClientEndpoint
    public static class Alone {

        private final AtomicInteger inside = new AtomicInteger();
        private int events;

        private void event() {
            if (inside.incrementAndGet() != 1) {
                Journal.add("two threads at once");
            }
            events++;
            Thread.yield();
            inside.decrementAndGet();
        }

        @OnOpen
        public void open() {
            event();
        }

        @OnMessage
        public void text(String text) {
            event();
            if (text.equals("last")) {
                Journal.add("last, event " + events);
            }
            if (text.equals("fail")) {
                throw new IllegalArgumentException(text);
            }
        }

        @OnMessage
        public void binary(ByteBuffer data) {
            event();
        }

        @OnMessage
        public void pong(PongMessage pong) {
            event();
        }

        @OnError
        public void error(Throwable error) {
            event();
        }

        @OnClose
        public void close() {
            event();
            Journal.add("close, event " + events);
        }
    }

    @Test
    @Proves({"5.1-2", "5.1-4"})
    void instanceIsNeverCalledByTwoThreadsAtOnce() throws Exception {
        try (Site site = Site.of(Alone.class);
                RawPeer peer = RawPeer.connect(site, "/alone")) {
            for (int i = 0; i < 200; i++) {
                ByteArrayOutputStream burst = new ByteArrayOutputStream();
                burst.writeBytes(RawPeer.frame(RawPeer.TEXT | RawPeer.FIN, new byte[] {'a'}));
                burst.writeBytes(RawPeer.frame(RawPeer.BINARY | RawPeer.FIN, new byte[2]));
                burst.writeBytes(RawPeer.frame(RawPeer.PONG | RawPeer.FIN, new byte[3]));
                burst.writeBytes(RawPeer.frame(RawPeer.TEXT | RawPeer.FIN, "fail".getBytes("UTF-8")));
                peer.write(burst.toByteArray());
            }
            peer.send(RawPeer.CLOSE | RawPeer.FIN, "");
            // Open, 200 times text, binary, pong, text with its error, and close. The unsynchronized counter has all of
            // them.
            Journal.expect("close, event 1002");
        }
    }

    @Test
    @Proves({"5.1-2", "5.1-4"})
    void instanceOfAClientIsNeverCalledByTwoThreadsAtOnce() throws Exception {
        try (Site site = Site.of(Echo.class)) {
            Session session = site.connect(new Alone(), "/echo");
            Thread[] senders = new Thread[4];
            for (int i = 0; i < senders.length; i++) {
                senders[i] = new Thread(() -> {
                    for (int j = 0; j < 100; j++) {
                        session.getAsyncRemote().sendText("a");
                    }
                });
                senders[i].start();
            }
            for (Thread sender : senders) {
                sender.join();
            }
            session.getBasicRemote().sendText("last");
            // Open, 400 messages, and the last one.
            Journal.expect("last, event 402");
        }
    }

    /** Waits at the gate on command. */
    @ServerEndpoint("/wait")
    @ClientEndpoint
    public static class Waiting {

        @OnOpen
        public void open(Session session) {
            if ("open".equals(session.getQueryString())) {
                Journal.add("open begins");
                Gate.pass();
                Journal.add("open ends");
            }
        }

        @OnMessage
        public String message(String text, Session session) {
            Journal.add("message " + text + " begins");
            if (text.startsWith("wait")) {
                if (text.endsWith("close")) {
                    new Thread(() -> close(session)).start();
                }
                Gate.pass();
            }
            Journal.add("message " + text + " ends");
            return text;
        }

        private static void close(Session session) {
            try {
                session.close();
                Journal.add("closed by another thread");
            } catch (IOException e) {
                Journal.add(e.toString());
            }
        }

        @OnClose
        public void close() {
            Journal.add("close");
        }
    }

    @Test
    @Proves("5.1-2")
    void nextMessageWaitsForThePreviousOne() throws Exception {
        Gate.shut();
        try (Site site = Site.of(Waiting.class)) {
            Client client = new Client();
            Session session = site.connect(client, "/wait");
            session.getBasicRemote().sendText("wait");
            session.getBasicRemote().sendText("next");
            Journal.expect("message wait begins");
            // Another peer is served meanwhile.
            Client other = new Client();
            site.connect(other, "/wait").getBasicRemote().sendText("other");
            other.expect("text other");
            Journal.expect("message other begins", "message other ends");
            Gate.open();
            Journal.expect("message wait ends", "message next begins", "message next ends");
        }
    }

    @Test
    @Proves({"5.1-2", "5.1-4"})
    void onCloseWaitsForTheMessageWhoeverCloses() throws Exception {
        Gate.shut();
        try (Site site = Site.of(Waiting.class)) {
            site.connect(new Client(), "/wait").getBasicRemote().sendText("wait and close");
            Journal.expect("message wait and close begins", "closed by another thread");
            Gate.open();
            Journal.expect("message wait and close ends", "close");
        }
        Gate.shut();
        try (Site site = Site.of(Waiting.class);
                RawPeer peer = RawPeer.connect(site, "/wait")) {
            peer.send(RawPeer.TEXT | RawPeer.FIN, "wait").send(RawPeer.CLOSE | RawPeer.FIN, "");
            Journal.expect("message wait begins");
            Gate.open();
            Journal.expect("message wait ends", "close");
        }
    }

    @Test
    @Proves("5.1-3")
    void onCloseWaitsForOnOpen() throws Exception {
        Gate.shut();
        try (Site site = Site.of(Waiting.class);
                RawPeer peer = RawPeer.connect(site, "/wait?open")) {
            Journal.expect("open begins");
            peer.send(RawPeer.TEXT | RawPeer.FIN, "a").send(RawPeer.CLOSE | RawPeer.FIN, "");
            Gate.open();
            Journal.expect("open ends", "message a begins", "message a ends", "close");
        }
    }

    @Test
    @Proves("5.1-3")
    void onCloseWaitsForOnOpenWhenTheConnectionBreaks() throws Exception {
        Gate.shut();
        try (Site site = Site.of(Waiting.class);
                RawPeer peer = RawPeer.connect(site, "/wait?open")) {
            Journal.expect("open begins");
            peer.reset();
            Gate.open();
            Journal.expect("open ends", "close");
        }
    }

    @Test
    @Proves("5.1-3")
    void onCloseOfAClientWaitsForItsOnOpen() throws Exception {
        Gate.shut();
        try (Site site = Site.of(Section45OnCloseTest.Nothing.class)) {
            Thread connecting = new Thread(() -> {
                try {
                    site.connect(new Waiting(), "/nothing?open");
                } catch (Exception e) {
                    Journal.add(e.toString());
                }
            });
            connecting.start();
            Journal.expect("open begins");
            Thread stopping = new Thread(site::stop);
            stopping.start();
            // The server has ended, and {@code onOpen} of the client has not returned.
            Journal.expect("nothing");
            Gate.open();
            Journal.expect("open ends", "close");
            connecting.join();
            stopping.join();
        }
    }

    /** Receives parts, and waits at the gate in each first part. */
    @ServerEndpoint("/parts")
    public static class Parts {

        private final AtomicInteger inside = new AtomicInteger();

        @OnMessage
        public void part(String part, boolean last) {
            event(part, last);
        }

        @OnMessage
        public void part(ByteBuffer part, boolean last) {
            event(part.remaining() + " bytes", last);
        }

        private void event(String part, boolean last) {
            if (inside.incrementAndGet() != 1) {
                Journal.add("two at once");
            }
            Journal.add(part + (last ? " last" : ""));
            if (part.equals("a")) {
                Gate.pass();
            }
            inside.decrementAndGet();
        }
    }

    @Test
    @Proves("5.1-5")
    void partsOfMessagesComeOneAfterTheOther() throws Exception {
        Gate.shut();
        try (Site site = Site.of(Parts.class);
                RawPeer peer = RawPeer.connect(site, "/parts")) {
            peer.send(RawPeer.TEXT, "a")
                    .send(RawPeer.CONTINUATION, "b")
                    .send(RawPeer.PING | RawPeer.FIN, "between")
                    .send(RawPeer.CONTINUATION | RawPeer.FIN, "c")
                    .send(RawPeer.BINARY, "d")
                    .send(RawPeer.CONTINUATION | RawPeer.FIN, "ef")
                    .send(RawPeer.TEXT | RawPeer.FIN, "g");
            Journal.expect("a");
            assertThat(Journal.lines()).hasSize(1);
            Gate.open();
            Journal.expect("b", "c last", "1 bytes", "2 bytes last", "g last");
        }
    }

    /** Reads a message while it arrives, and receives other messages whole. */
    @ServerEndpoint("/reader")
    public static class Reading {

        @OnMessage
        public void read(Reader reader) throws IOException {
            Journal.add("reads " + (char) reader.read());
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                Journal.add("and " + (char) c);
            }
            Gate.pass();
            Journal.add("has read");
        }

        @OnMessage
        public void binary(ByteBuffer data) {
            Journal.add("binary");
        }
    }

    @Test
    @Proves("5.1-5")
    void messageThatIsReadWhileItComesIsNotInterleavedWithOthers() throws Exception {
        Gate.shut();
        try (Site site = Site.of(Reading.class);
                RawPeer peer = RawPeer.connect(site, "/reader")) {
            peer.send(RawPeer.TEXT, "a");
            Journal.expect("reads a");
            peer.send(RawPeer.CONTINUATION | RawPeer.FIN, "b")
                    .send(RawPeer.BINARY | RawPeer.FIN, "c")
                    .send(RawPeer.TEXT | RawPeer.FIN, "d");
            Journal.expect("and b");
            assertThat(Journal.lines()).hasSize(2);
            Gate.open();
            Journal.expect("has read", "binary", "reads d", "has read");
        }
    }
}
