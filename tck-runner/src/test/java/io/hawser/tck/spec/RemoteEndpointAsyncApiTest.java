package io.hawser.tck.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.EncodeException;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The promises of the Javadoc of {@link RemoteEndpoint.Async}. */
class RemoteEndpointAsyncApiTest {

    private static final SendHandler NOBODY = result -> {};

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
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
    @Proves({"RemoteEndpoint", "SendHandler"})
    void missingMessagesAndHandlersAreRefused() throws Exception {
        Held.onBothEnds(session -> {
            RemoteEndpoint.Async remote = session.getAsyncRemote();
            assertRefused(List.of(
                    () -> remote.sendText(null),
                    () -> remote.sendText(null, NOBODY),
                    () -> remote.sendText("a", null),
                    () -> remote.sendBinary(null),
                    () -> remote.sendBinary(null, NOBODY),
                    () -> remote.sendBinary(bytes("a"), null),
                    () -> remote.sendObject(null),
                    () -> remote.sendObject(null, NOBODY),
                    () -> remote.sendObject(1, null)));
        });
    }

    @Test
    @Proves("RemoteEndpoint")
    void sendTimeoutIsInMillisecondsAndOverridesThatOfTheContainer() throws Exception {
        try (Site site = Held.site()) {
            site.server().container().setAsyncSendTimeout(5000);
            site.connect(new Client(), "/held");
            RemoteEndpoint.Async remote = Held.next().getAsyncRemote();
            assertThat(remote.getSendTimeout()).isEqualTo(5000);
            remote.setSendTimeout(7000);
            assertThat(remote.getSendTimeout()).isEqualTo(7000);
            remote.setSendTimeout(-1);
            assertThat(remote.getSendTimeout()).isLessThanOrEqualTo(0);
            remote.sendText("without a limit").get(30, TimeUnit.SECONDS);
            remote.setSendTimeout(Long.MAX_VALUE);
            remote.sendText("nearly so").get(30, TimeUnit.SECONDS);
            assertThat(site.server().container().getDefaultAsyncSendTimeout()).isEqualTo(5000);
        }
    }

    @Test
    @Proves("RemoteEndpoint")
    void futureOfASendGivesNull() throws Exception {
        try (Site site = Held.site()) {
            Client client = new Client();
            site.connect(client, "/held");
            RemoteEndpoint.Async remote = Held.next().getAsyncRemote();
            ByteBuffer data = bytes("b");
            assertThat(remote.sendText("a").get(30, TimeUnit.SECONDS)).isNull();
            assertThat(remote.sendBinary(data).get(30, TimeUnit.SECONDS)).isNull();
            assertThat(remote.sendObject(3).get(30, TimeUnit.SECONDS)).isNull();
            assertThat(data.remaining()).isZero();
            client.expect("text a", "binary b", "text 3");
        }
    }

    @Test
    @Proves({"SendHandler", "SendResult"})
    void handlerGetsAResultWithTheSession() throws Exception {
        Held.onBothEnds(session -> {
            RemoteEndpoint.Async remote = session.getAsyncRemote();
            CompletableFuture<SendResult> text = new CompletableFuture<>();
            CompletableFuture<SendResult> binary = new CompletableFuture<>();
            CompletableFuture<SendResult> object = new CompletableFuture<>();
            remote.sendText("a", text::complete);
            remote.sendBinary(bytes("b"), binary::complete);
            remote.sendObject(3L, object::complete);
            for (CompletableFuture<SendResult> each : List.of(text, binary, object)) {
                assertThat(got(each).isOK()).isTrue();
                assertThat(got(each).getException()).isNull();
                assertThat(got(each).getSession()).isSameAs(session);
            }
        });
    }

    @Test
    @Proves({"RemoteEndpoint", "SendHandler", "SendResult", "EncodeException"})
    void errorIsTheCauseInTheFutureAndTheExceptionOfTheResult() throws Exception {
        Object object = new Object();
        Held.onBothEnds(session -> {
            CompletableFuture<SendResult> result = new CompletableFuture<>();
            session.getAsyncRemote().sendObject(object, result::complete);
            assertThat(got(result).isOK()).isFalse();
            assertThat(got(result).getSession()).isSameAs(session);
            assertThat(got(result).getException())
                    .isInstanceOfSatisfying(
                            EncodeException.class,
                            e -> assertThat(e.getObject()).isSameAs(object));
            assertThatThrownBy(() -> session.getAsyncRemote().sendObject(object).get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(EncodeException.class);
        });
    }
}
