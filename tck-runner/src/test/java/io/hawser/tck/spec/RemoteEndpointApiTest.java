package io.hawser.tck.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.PongMessage;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The promises of the Javadoc of {@link RemoteEndpoint} for both kinds. */
class RemoteEndpointApiTest {

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private static List<RemoteEndpoint> remotes(Session session) {
        return List.of(session.getBasicRemote(), session.getAsyncRemote());
    }

    private static void assertRefused(List<ThrowingCallable> calls) {
        for (int i = 0; i < calls.size(); i++) {
            assertThatIllegalArgumentException().as("call " + i).isThrownBy(calls.get(i));
        }
    }

    private static <T> T got(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    @Test
    @Proves("RemoteEndpoint")
    void batchingIsNotAllowedAtFirstAndCanBe() throws Exception {
        Held.onBothEnds(session -> {
            for (RemoteEndpoint remote : remotes(session)) {
                assertThat(remote.getBatchingAllowed()).isFalse();
                remote.setBatchingAllowed(true);
                assertThat(remote.getBatchingAllowed()).isTrue();
                remote.setBatchingAllowed(false);
                assertThat(remote.getBatchingAllowed()).isFalse();
                remote.flushBatch();
            }
        });
    }

    @Test
    @Proves("RemoteEndpoint")
    void flushAndTheEndOfBatchingSendTheBatch() throws Exception {
        try (Site site = Held.site()) {
            Client client = new Client();
            site.connect(client, "/held");
            Session session = Held.next();
            RemoteEndpoint.Basic basic = session.getBasicRemote();
            basic.setBatchingAllowed(true);
            basic.sendText("a");
            session.getAsyncRemote().sendText("b").get(30, TimeUnit.SECONDS);
            basic.flushBatch();
            client.expect("text a", "text b");
            basic.sendText("c");
            basic.setBatchingAllowed(false);
            client.expect("text c");
        }
    }

    @Test
    @Proves({"RemoteEndpoint", "PongMessage"})
    void pingIsAnsweredWithItsDataAndPongNeedsNoPing() throws Exception {
        try (Site site = Held.site()) {
            Client client = new Client();
            Session session = site.connect(client, "/held");
            Session peer = Held.next();
            for (RemoteEndpoint remote : remotes(session)) {
                ByteBuffer data = bytes("are you there");
                remote.sendPing(data);
                assertThat(data.remaining()).isZero();
                assertThat(data.limit()).isEqualTo(13);
                client.expect("pong are you there");
            }
            for (RemoteEndpoint remote : remotes(peer)) {
                ByteBuffer data = bytes("I am");
                remote.sendPong(data);
                assertThat(data.remaining()).isZero();
                client.expect("pong I am");
            }
        }
    }

    @Test
    @Proves("PongMessage")
    void dataOfAPongIsThatOfThePeer() throws Exception {
        try (Site site = Held.site()) {
            Session session = site.connect(new Client(), "/held");
            Session peer = Held.next();
            CompletableFuture<byte[]> data = new CompletableFuture<>();
            peer.addMessageHandler(PongMessage.class, pong -> {
                byte[] copy = new byte[pong.getApplicationData().remaining()];
                pong.getApplicationData().get(copy);
                data.complete(copy);
            });
            session.getBasicRemote().sendPong(ByteBuffer.wrap(new byte[] {0, -1, 2}));
            assertThat(got(data)).containsExactly(0, -1, 2);
        }
    }

    @Test
    @Proves("RemoteEndpoint")
    void dataOfPingsAndPongsHas125BytesAtMost() throws Exception {
        Held.onBothEnds(session -> {
            for (RemoteEndpoint remote : remotes(session)) {
                remote.sendPing(ByteBuffer.allocate(125));
                remote.sendPong(ByteBuffer.allocate(125));
                remote.sendPing(ByteBuffer.allocate(0));
                assertRefused(List.of(
                        () -> remote.sendPing(ByteBuffer.allocate(126)),
                        () -> remote.sendPong(ByteBuffer.allocate(126)),
                        () -> remote.sendPing(null),
                        () -> remote.sendPong(null)));
                assertThat(session.isOpen()).isTrue();
            }
        });
    }

    /** The Javadoc requires an error. Hawser's error is like that of the methods of {@link Session}. */
    @Test
    @Proves("RemoteEndpoint")
    void sendingFailsOnceTheConnectionIsClosed() throws Exception {
        Held.onBothEnds(session -> {
            RemoteEndpoint.Basic basic = session.getBasicRemote();
            RemoteEndpoint.Async async = session.getAsyncRemote();
            session.close();
            List<ThrowingCallable> sends = List.of(
                    () -> basic.sendText("a"),
                    () -> basic.sendBinary(bytes("a")),
                    () -> basic.sendText("a", true),
                    () -> basic.sendBinary(bytes("a"), true),
                    () -> basic.sendObject(1),
                    () -> basic.sendPing(bytes("a")),
                    () -> basic.sendPong(bytes("a")));
            for (int i = 0; i < sends.size(); i++) {
                assertThatThrownBy(sends.get(i))
                        .as("send " + i)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("closed");
            }
            assertThatThrownBy(() -> async.sendText("a").get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class);
            CompletableFuture<SendResult> result = new CompletableFuture<>();
            async.sendText("a", result::complete);
            assertThat(got(result).isOK()).isFalse();
            assertThat(got(result).getException()).isNotNull();
        });
    }
}
