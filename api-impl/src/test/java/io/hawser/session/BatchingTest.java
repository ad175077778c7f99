package io.hawser.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.HawserSession;
import io.hawser.Setting;
import jakarta.websocket.RemoteEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Batching saves writes, and does not delay other output. */
class BatchingTest {

    private static End batching(End end) throws IOException {
        end.open();
        end.session().getBasicRemote().setBatchingAllowed(true);
        return end;
    }

    @Test
    void aHundredMessagesAreOneWriteInsteadOfAHundred() throws IOException {
        try (End end = End.server().open()) {
            RemoteEndpoint.Basic basic = end.session().getBasicRemote();
            for (int i = 0; i < 100; i++) {
                basic.sendText("m" + i);
                end.pump();
            }
            assertThat(end.transport.pieces()).hasSize(100);
            basic.setBatchingAllowed(true);
            int flushes = end.transport.flushes();
            for (int i = 0; i < 100; i++) {
                basic.sendText("m" + i);
                end.pump();
            }
            assertThat(end.transport.pieces()).hasSize(100);
            assertThat(end.transport.flushes()).isEqualTo(flushes);
            basic.flushBatch();
            end.pump();
            assertThat(end.transport.pieces()).hasSize(101);
            assertThat(end.transport.flushes()).isEqualTo(flushes + 1);
            assertThat(end.peer.seen()).hasSize(200).endsWith("TEXT m98", "TEXT m99");
        }
    }

    @Test
    void theFlagIsOneForBothRemotesOfASession() throws IOException {
        try (End end = batching(End.server())) {
            assertThat(end.session().getBasicRemote().getBatchingAllowed()).isTrue();
            assertThat(end.session().getAsyncRemote().getBatchingAllowed()).isTrue();
            end.session().getAsyncRemote().setBatchingAllowed(false);
            assertThat(end.session().getBasicRemote().getBatchingAllowed()).isFalse();
        }
    }

    @Test
    void completionMeansInTheBatch() throws Exception {
        try (End end = batching(End.client())) {
            List<Boolean> results = new ArrayList<>();
            Future<Void> future = end.session().getAsyncRemote().sendText("one");
            end.session().getAsyncRemote().sendText("two", result -> results.add(result.isOK()));
            assertThat(future.get()).isNull();
            end.pump();
            assertThat(results).containsExactly(true);
            assertThat(end.peer.seen()).isEmpty();
            assertThat(HawserSession.of(end.session()).queuedBytes()).isPositive();
        }
    }

    @Test
    void turningItOffSendsTheBatch() throws IOException {
        try (End end = batching(End.server())) {
            end.session().getBasicRemote().sendText("held");
            end.pump();
            assertThat(end.peer.seen()).isEmpty();
            end.session().getBasicRemote().setBatchingAllowed(false);
            end.pump();
            end.session().getBasicRemote().sendText("not held");
            end.pump();
            assertThat(end.peer.seen()).containsExactly("TEXT held", "TEXT not held");
        }
    }

    @Test
    void aBatchOfMoreThan64KiBIsSentAndTheNextOneBegins() throws IOException {
        try (End end = batching(End.server())) {
            for (int i = 0; i < 65; i++) {
                end.session().getBasicRemote().sendBinary(ByteBuffer.allocate(1010));
                end.pump();
                assertThat(end.peer.seen()).hasSize(i < 64 ? 0 : 65);
            }
            end.session().getBasicRemote().sendText("next");
            end.pump();
            assertThat(end.peer.seen()).hasSize(65);
        }
    }

    @Test
    void aPingOfTheApplicationTakesTheBatchAlong() throws IOException {
        try (End end = batching(End.server())) {
            end.session().getAsyncRemote().sendText("held");
            end.session().getAsyncRemote().sendPing(ByteBuffer.wrap("p".getBytes(UTF_8)));
            end.session().getAsyncRemote().sendText("held again");
            end.pump();
            assertThat(end.peer.seen()).containsExactly("TEXT held", "PING p");
        }
    }

    @Test
    void aCloseTakesTheBatchAlong() throws IOException {
        try (End end = batching(End.server())) {
            end.session().getBasicRemote().sendText("held");
            end.session().close();
            end.pump();
            assertThat(end.peer.seen()).containsExactly("TEXT held", "CLOSE 1000 ");
        }
    }

    @Test
    void thePeersCloseAndItsEndOfOutputTakeTheBatchAlong() throws IOException {
        try (End end = batching(End.server())) {
            end.session().getBasicRemote().sendText("held");
            end.peer.close(1000, "");
            end.receive();
            assertThat(end.peer.seen()).containsExactly("TEXT held", "CLOSE 1000 ", "END");
        }
        try (End end = batching(End.server())) {
            end.session().getBasicRemote().sendText("held");
            end.transport.arriveEnd();
            end.pump();
            assertThat(end.peer.seen()).containsExactly("TEXT held", "END");
        }
    }

    @Test
    void aReturnValueTakesTheBatchAlong() throws IOException {
        End end = End.server();
        end.endpoint.onText = (session, message) -> {
            session.getBasicRemote().sendText("held");
            return "returned";
        };
        try (end) {
            batching(end);
            end.peer.text("go");
            end.receive();
            assertThat(end.peer.seen()).containsExactly("TEXT held", "TEXT returned");
        }
    }

    @Test
    void whatIsHeldBackStopsNeitherPongsNorWhatWasSentBefore() throws IOException {
        try (End end = End.server().open()) {
            end.transport.stall();
            end.session().getBasicRemote().sendText("before");
            end.session().getBasicRemote().setBatchingAllowed(true);
            end.session().getBasicRemote().sendText("held");
            end.peer.ping("p");
            end.receive();
            end.transport.resume();
            end.pump();
            assertThat(end.peer.seen()).containsExactly("PONG p", "TEXT before");
            end.session().getBasicRemote().flushBatch();
            end.pump();
            assertThat(end.peer.seen()).containsExactly("PONG p", "TEXT before", "TEXT held");
        }
    }

    @Test
    void aBatchHasNoSendTimeout() throws IOException {
        try (End end = batching(End.server().with(Setting.ASYNC_SEND_TIMEOUT, 100))) {
            end.session().getAsyncRemote().sendText("held");
            end.passMillis(1000);
            end.session().getAsyncRemote().flushBatch();
            end.pump();
            assertThat(end.peer.seen()).containsExactly("TEXT held");
        }
    }

    @Test
    void theFrameUnderWayIsEndedBeforeTheConnectionFailsThoughABatchIsHeld() throws IOException {
        try (End end = End.server().open()) {
            end.transport.lendAtMost(100);
            end.transport.stall();
            end.transport.readMore(1);
            end.session().getAsyncRemote().sendBinary(ByteBuffer.allocate(100_000));
            end.pump();
            end.session().getBasicRemote().setBatchingAllowed(true);
            end.session().getAsyncRemote().sendText("held");
            end.peer.raw(0xFF, 0xFF);
            end.receive();
            end.transport.resume();
            end.pump();
            assertThat(end.peer.seen())
                    .hasSize(3)
                    .startsWith("BINARY of 100000 bytes")
                    .endsWith("END");
            assertThat(end.peer.seen().get(1)).startsWith("CLOSE 1002");
        }
    }
}
