package io.hawser.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.HawserSession;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sends to many sessions, some of which end meanwhile. */
class BroadcastTest {

    private static final int SESSIONS = 500;

    /** The action for each session. */
    private enum Use {
        ASYNC_FUTURE {
            @Override
            void send(Session session) {
                session.getAsyncRemote().sendText("news");
            }
        },
        ASYNC_HANDLER {
            @Override
            void send(Session session) {
                session.getAsyncRemote().sendObject(1, result -> {});
            }
        },
        BASIC {
            @Override
            void send(Session session) throws IOException {
                session.getBasicRemote().sendText("news");
            }
        },
        STREAM {
            @Override
            void send(Session session) throws IOException {
                try (var writer = session.getBasicRemote().getSendWriter()) {
                    writer.write("news");
                }
            }
        },
        BATCH {
            @Override
            void send(Session session) throws IOException {
                session.getAsyncRemote().setBatchingAllowed(true);
                session.getAsyncRemote().sendText("news");
                session.getAsyncRemote().flushBatch();
            }
        },
        PING {
            @Override
            void send(Session session) throws IOException {
                session.getAsyncRemote().sendPing(ByteBuffer.allocate(1));
                session.getBasicRemote().sendPong(ByteBuffer.allocate(1));
            }
        },
        UNCOMPRESSED {
            @Override
            void send(Session session) throws IOException {
                HawserSession.of(session).getUncompressedAsyncRemote().sendText("news");
                HawserSession.of(session).getUncompressedBasicRemote().sendText("news");
                HawserSession.of(session).ping();
            }
        };

        abstract void send(Session session) throws IOException;
    }

    /**
     * Iterates over the sessions repeatedly, like a timer, until one iteration has begun after the end of all sessions.
     */
    private static Callable<Integer> loop(
            List<Session> sessions, Use use, CountDownLatch begun, CountDownLatch allEnded) {
        return () -> {
            int failed = 0;
            boolean last;
            do {
                last = allEnded.getCount() == 0;
                for (Session session : sessions) {
                    try {
                        use.send(session);
                    } catch (IOException e) {
                        failed++;
                    }
                }
                begun.countDown();
            } while (!last);
            return failed;
        };
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(120)
    void aBroadcastToEndingReceiversFailsOnlyWithIoExceptions(Use use) throws Exception {
        List<End> ends = new ArrayList<>();
        List<Session> sessions = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch allEnded = new CountDownLatch(1);
        for (int i = 0; i < SESSIONS; i++) {
            End end = End.server().open();
            ends.add(end);
            sessions.add(end.session());
        }
        FutureTask<Integer> broadcast = new FutureTask<>(loop(sessions, use, begun, allEnded));
        Thread thread = new Thread(broadcast, "broadcast");
        thread.start();
        try {
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
            for (End end : ends) {
                end.peer.close(1001, "");
                end.receive();
            }
        } finally {
            allEnded.countDown();
        }
        broadcast.get(60, TimeUnit.SECONDS);
        ends.forEach(End::close);
    }

    @Test
    void everySendOfASessionThatHasEndedIsAnIoException() throws Exception {
        try (End end = End.server().open()) {
            end.peer.close(1000, "");
            end.receive();
            RemoteEndpoint.Basic basic = end.session().getBasicRemote();
            RemoteEndpoint.Async async = end.session().getAsyncRemote();
            List<ThrowingCallable> sends = List.of(
                    () -> basic.sendText("late"),
                    () -> basic.sendText("late", false),
                    () -> basic.sendBinary(ByteBuffer.allocate(1)),
                    () -> basic.sendBinary(ByteBuffer.allocate(1), true),
                    () -> basic.sendObject(1),
                    () -> basic.sendPing(ByteBuffer.allocate(1)),
                    () -> async.sendPong(ByteBuffer.allocate(1)),
                    () -> {
                        try (var stream = basic.getSendStream()) {
                            stream.write(1);
                        }
                    },
                    basic::flushBatch,
                    async::flushBatch);
            assertThat(sends).allSatisfy(send -> assertThatThrownBy(send).isInstanceOf(IOException.class));
            List<Future<Void>> futures =
                    List.of(async.sendText("late"), async.sendBinary(ByteBuffer.allocate(1)), async.sendObject(1));
            assertThat(futures)
                    .allSatisfy(future -> assertThatThrownBy(() -> future.get(0, TimeUnit.SECONDS))
                            .isInstanceOf(ExecutionException.class)
                            .hasCauseInstanceOf(IOException.class));
            List<Throwable> told = new ArrayList<>();
            async.sendText("late", result -> told.add(result.getException()));
            async.sendObject(1, result -> told.add(result.getException()));
            end.pump();
            assertThat(told).hasSize(2).hasOnlyElementsOfType(IOException.class);
            assertThatCode(() -> {
                        basic.setBatchingAllowed(true);
                        basic.setBatchingAllowed(false);
                        async.setSendTimeout(1);
                        end.session().close();
                        end.session().getId();
                        end.session().isOpen();
                    })
                    .as("settings of a remote that sends nothing any more")
                    .doesNotThrowAnyException();
        }
    }
}
