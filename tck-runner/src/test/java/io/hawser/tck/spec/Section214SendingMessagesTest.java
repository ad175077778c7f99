package io.hawser.tck.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.OnMessage;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Jakarta WebSocket 2.2, section 2.1.4: Sending Messages. */
class Section214SendingMessagesTest {

    /** Answers with a remote. */
    public static class Programmatic extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            RemoteEndpoint.Basic remote = session.getBasicRemote();
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> {
                try {
                    remote.sendText("heard " + text);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /** Answers with a return value. */
    @ServerEndpoint("/hello")
    public static class Annotated {
        @OnMessage
        public String message(String text) {
            return "heard " + text;
        }
    }

    @Test
    @Proves("2.1.4")
    void programmaticAndAnnotatedEndpointsAnswerAlike() throws Exception {
        try (Site site = Site.of(Programmatic.class, "/hello")) {
            assertThat(answer(site)).isEqualTo("text heard you");
        }
        try (Site site = Site.of(Annotated.class)) {
            assertThat(answer(site)).isEqualTo("text heard you");
        }
    }

    private static String answer(Site site) throws Exception {
        Client client = new Client();
        site.connect(client, "/hello").getBasicRemote().sendText("you");
        return client.next();
    }

    @Test
    @Proves("2.1.4")
    void basicRemoteSendsWholeMessages() throws Exception {
        try (Site site = Site.of(Echo.class)) {
            Client client = new Client();
            RemoteEndpoint.Basic remote = site.connect(client, "/echo").getBasicRemote();
            remote.sendText("a");
            remote.sendBinary(ByteBuffer.wrap("b".getBytes(UTF_8)));
            remote.sendObject("c");
            remote.sendObject(42);
            client.expect("text a", "binary b", "text c", "text 42");
        }
    }

    @Test
    @Proves("2.1.4")
    void basicRemoteSendsMessagesInParts() throws Exception {
        try (Site site = Site.of(Echo.class)) {
            Client client = new Client();
            RemoteEndpoint.Basic remote = site.connect(client, "/echo").getBasicRemote();
            remote.sendText("a", false);
            remote.sendText("b", false);
            remote.sendText("c", true);
            remote.sendBinary(ByteBuffer.wrap("d".getBytes(UTF_8)), false);
            remote.sendBinary(ByteBuffer.wrap("e".getBytes(UTF_8)), true);
            try (Writer writer = remote.getSendWriter()) {
                writer.write("f");
                writer.write("g");
            }
            try (OutputStream stream = remote.getSendStream()) {
                stream.write('h');
                stream.write('i');
            }
            client.expect("text abc", "binary de", "text fg", "binary hi");
        }
    }

    @Test
    @Proves("2.1.4")
    void asyncRemoteTellsAFutureOrAHandler() throws Exception {
        try (Site site = Site.of(Echo.class)) {
            Client client = new Client();
            RemoteEndpoint.Async remote = site.connect(client, "/echo").getAsyncRemote();
            remote.sendText("a").get(30, TimeUnit.SECONDS);
            remote.sendBinary(ByteBuffer.wrap("b".getBytes(UTF_8))).get(30, TimeUnit.SECONDS);
            remote.sendObject("c").get(30, TimeUnit.SECONDS);
            BlockingQueue<SendResult> results = new LinkedBlockingQueue<>();
            remote.sendText("d", results::add);
            assertThat(results.poll(30, TimeUnit.SECONDS).isOK()).isTrue();
            remote.sendBinary(ByteBuffer.wrap("e".getBytes(UTF_8)), results::add);
            assertThat(results.poll(30, TimeUnit.SECONDS).isOK()).isTrue();
            remote.sendObject("f", results::add);
            assertThat(results.poll(30, TimeUnit.SECONDS).isOK()).isTrue();
            client.expect("text a", "binary b", "text c", "text d", "binary e", "text f");
        }
    }

    @Test
    @Proves("2.1.4")
    void asyncSendThatFailsTellsTheHandlerWhy() throws Exception {
        try (Site site = Site.of(Echo.class)) {
            RemoteEndpoint.Async remote = site.connect(new Client(), "/echo").getAsyncRemote();
            BlockingQueue<SendResult> results = new LinkedBlockingQueue<>();
            remote.sendObject(new Object(), results::add);
            SendResult result = results.poll(30, TimeUnit.SECONDS);
            assertThat(result.isOK()).isFalse();
            assertThat(result.getException()).hasMessageContaining("java.lang.Object");
        }
    }
}
