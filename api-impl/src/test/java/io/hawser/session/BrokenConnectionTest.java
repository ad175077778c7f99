package io.hawser.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hawser.HawserSession;
import io.hawser.Setting;
import io.hawser.endpoint.MessageReceiver;
import io.hawser.protocol.Role;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sending method of the endpoint learns of the end of the connection while it runs, not afterwards. */
@Timeout(60)
class BrokenConnectionTest {

    private static final IOException RESET = new IOException("Connection reset by peer");
    private static final String ERROR = "error SessionException: Connection reset by peer";
    private static final int MANY = 1000;

    /** A method that runs until it learns that the peer is gone. */
    @FunctionalInterface
    private interface Send {
        void by(Session session) throws Exception;
    }

    private static End end(Role role) {
        return role == Role.SERVER ? End.server() : End.client();
    }

    /** Sends until a send fails; {@return the number of successful sends} */
    private static int sendUntilToldAfter(int before, End end, Session session, Send send) throws Exception {
        int sent = 0;
        try {
            while (sent < MANY) {
                if (sent == before) {
                    end.transport.broke(RESET);
                }
                send.by(session);
                end.transport.write();
                sent++;
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("the connection is lost").hasMessageContaining("reset");
            assertThat(session.isOpen()).isFalse();
        }
        return sent;
    }

    private static void assertTold(Role role, Send send) {
        try (End end = end(role).open()) {
            AtomicInteger sent = new AtomicInteger();
            end.endpoint.onText = (session, message) -> {
                sent.set(sendUntilToldAfter(3, end, session, send));
                end.endpoint.onText = (again, last) -> null;
                return null;
            };
            end.peer.text("first");
            end.peer.send();
            end.peer.text("second");
            end.receive();
            assertThat(sent).hasValue(3);
            assertThat(end.endpoint.heard())
                    .as("what came before is delivered, and the end is told in its order")
                    .containsExactly("open", "text first", "text second", ERROR, "close 1006 ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSendingMethodLearnsOfTheEndAtTheNextMessage(Role role) {
        assertTold(role, session -> session.getBasicRemote().sendText("tick"));
        assertTold(role, session -> session.getBasicRemote().sendBinary(ByteBuffer.allocate(1)));
        assertTold(role, session -> session.getBasicRemote().sendObject("tick"));
    }

    @ParameterizedTest
    @EnumSource
    void aPingingMethodLearnsOfTheEndAtTheNextPing(Role role) {
        assertTold(role, session -> session.getBasicRemote().sendPing(ByteBuffer.allocate(1)));
        assertTold(role, session -> session.getAsyncRemote().sendPong(ByteBuffer.allocate(1)));
    }

    @ParameterizedTest
    @EnumSource
    void aMethodThatSendsPartsLearnsOfTheEndAtTheNextPart(Role role) {
        assertTold(role, session -> session.getBasicRemote().sendText("part", false));
        assertTold(role, session -> session.getBasicRemote().sendBinary(ByteBuffer.allocate(1), false));
    }

    @ParameterizedTest
    @EnumSource
    void aStreamAndAWriterFailAtTheNextWrite(Role role) {
        AtomicReference<OutputStream> stream = new AtomicReference<>();
        assertTold(role, session -> {
            stream.compareAndSet(null, session.getBasicRemote().getSendStream());
            stream.get().write(new byte[10_000]);
            stream.get().flush();
        });
        AtomicReference<Writer> writer = new AtomicReference<>();
        assertTold(role, session -> {
            writer.compareAndSet(null, session.getBasicRemote().getSendWriter());
            writer.get().write("w".repeat(10_000));
            writer.get().flush();
        });
    }

    @ParameterizedTest
    @EnumSource
    void aFutureThatIsAwaitedFails(Role role) {
        assertTold(role, session -> {
            Future<Void> sent = session.getAsyncRemote().sendText("tick");
            if (session.isOpen()) {
                return;
            }
            assertThatThrownBy(() -> sent.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(IOException.class);
            throw new IOException("the connection is lost: the future says so: reset");
        });
    }

    @ParameterizedTest
    @EnumSource
    void isOpenEndsALoopThatOnlyAsks(Role role) {
        try (End end = end(role).open()) {
            end.endpoint.onText = (session, message) -> {
                end.transport.broke(RESET);
                for (int i = 0; session.isOpen(); i++) {
                    assertThat(i).isLessThan(MANY);
                }
                assertThat(session.getOpenSessions()).isEmpty();
                return null;
            };
            end.peer.text("hello");
            end.receive();
            assertThat(end.endpoint.heard()).endsWith(ERROR, "close 1006 ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void onOpenLearnsOfTheEndToo(Role role) {
        try (End end = end(role)) {
            AtomicInteger sent = new AtomicInteger();
            end.endpoint.onOpen = (session, config) -> {
                sent.set(sendUntilToldAfter(
                        3, end, session, open -> open.getBasicRemote().sendText("tick")));
                return null;
            };
            end.open();
            assertThat(sent).hasValue(3);
            assertThat(end.endpoint.heard()).containsExactly("open", ERROR, "close 1006 ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSessionThatIsLostBeforeOnOpenIsNotAmongTheOpenOnes(Role role) {
        try (End end = end(role)) {
            end.endpoint.onOpen = (session, config) -> {
                assertThat(session.isOpen()).isFalse();
                assertThat(session.getOpenSessions()).isEmpty();
                return null;
            };
            end.transport.execute(() -> end.transport.broke(RESET));
            end.open();
            assertThat(end.endpoint.heard()).containsExactly("open", ERROR, "close 1006 ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerAfterTheEndIsNotAnError(Role role) throws Exception {
        try (End end = end(role).open()) {
            end.endpoint.onText = (session, message) -> {
                end.transport.broke(RESET);
                return "answer";
            };
            end.endpoint.handlesErrors = false;
            end.peer.text("hello");
            try (Log log = new Log("io.hawser.session")) {
                end.receive();
                assertThat(log.lines()).noneMatch(line -> line.startsWith("WARNING"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMethodThatSendsToAPeerThatHasGoneIsNotAtFaultEither(Role role) throws Exception {
        try (End end = end(role).open();
                Log log = new Log("io.hawser.session")) {
            end.endpoint.onText = (session, message) -> {
                end.transport.broke(RESET);
                session.getBasicRemote().sendText("answer");
                return null;
            };
            end.endpoint.onError = (session, error) -> {
                throw new IllegalStateException(error);
            };
            end.endpoint.onClose = (session, reason) -> {
                end.endpoint.handlesErrors = false;
                session.getBasicRemote().sendText("too late");
                return null;
            };
            end.peer.text("hello");
            end.receive();
            assertThat(end.endpoint.heard()).contains("text hello", ERROR, "close 1006 ");
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void aMethodThatFailsForAnotherReasonWhileThePeerGoesIsAtFault() throws Exception {
        try (End end = End.server().open();
                Log log = new Log("io.hawser.session")) {
            end.endpoint.handlesErrors = false;
            end.endpoint.onText = (session, message) -> {
                end.transport.broke(RESET);
                throw new IOException("no such file");
            };
            end.peer.text("hello");
            end.receive();
            assertThat(log.lines()).singleElement().asString().startsWith("WARNING ");
        }
    }

    @Test
    void aMethodThatSendsAfterItsOwnCloseIsAtFault() throws Exception {
        try (End end = End.server().open();
                Log log = new Log("io.hawser.session")) {
            end.endpoint.handlesErrors = false;
            end.endpoint.onText = (session, message) -> {
                session.close();
                session.getBasicRemote().sendText("too late");
                return null;
            };
            end.peer.text("hello");
            end.receive();
            assertThat(log.lines()).singleElement().asString().startsWith("WARNING ");
        }
    }

    /** The connection was lost before the application closed it. */
    @ParameterizedTest
    @EnumSource
    void closeOfALostConnectionDoesNotHideTheLoss(Role role) {
        try (End end = end(role).open()) {
            end.endpoint.onText = (session, message) -> {
                end.transport.broke(RESET);
                session.close(new CloseReason(CloseCodes.NORMAL_CLOSURE, "bye"));
                return null;
            };
            end.peer.text("hello");
            end.receive();
            assertThat(end.endpoint.heard()).containsExactly("open", "text hello", ERROR, "close 1006 ");
        }
    }

    @Test
    void aHandlerThatTheMethodWaitsForIsCalled() {
        try (End end = End.server().open()) {
            end.start();
            end.transport.stall();
            CountDownLatch returned = new CountDownLatch(1);
            end.endpoint.onText = (session, message) -> {
                CompletableFuture<Throwable> result = new CompletableFuture<>();
                session.getAsyncRemote().sendText("tick", sent -> result.complete(sent.getException()));
                end.transport.broke(RESET);
                assertThat(result.get(10, TimeUnit.SECONDS)).isSameAs(RESET);
                assertThat(HawserSession.of(session).queuedBytes()).isZero();
                returned.countDown();
                return null;
            };
            end.peer.text("hello").send();
            assertThat(returned)
                    .satisfies(latch ->
                            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue());
        }
    }

    @Test
    void aPingThatTheMethodWaitsForFails() {
        try (End end = End.server().open()) {
            end.start();
            FutureTask<Throwable> failure = new FutureTask<>(() -> null);
            end.endpoint.onText = (session, message) -> {
                CompletableFuture<?> ping = HawserSession.of(session).ping();
                end.transport.broke(RESET);
                assertThatThrownBy(() -> ping.get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
                failure.run();
                return null;
            };
            end.peer.text("hello").send();
            assertThat(failure).succeedsWithin(20, TimeUnit.SECONDS);
        }
    }

    /** The input has ended between two calls, or while the ping was sent. No method was running then. */
    @ParameterizedTest
    @EnumSource
    void aPingFailsThatWasSentBeforeTheEndOfInputAndIsAwaitedAfterIt(Role role) {
        try (End end = end(role)) {
            AtomicReference<CompletableFuture<?>> ping = new AtomicReference<>();
            end.endpoint.onOpen = (session, config) -> {
                ping.set(HawserSession.of(session).ping());
                return null;
            };
            FutureTask<Void> told = new FutureTask<>(() -> null);
            end.endpoint.onText = (session, message) -> {
                end.tick();
                assertThatThrownBy(() -> ping.get().get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
                told.run();
                return null;
            };
            end.open();
            end.peer.text("hello").send();
            end.transport.arriveEnd();
            end.start();
            assertThat(told).succeedsWithin(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void aSendingThreadForWhichTheMethodWaitsLearnsOfTheEnd() throws Exception {
        try (End end = End.server().open()) {
            CountDownLatch sending = new CountDownLatch(1);
            FutureTask<Void> waited = new FutureTask<>(() -> null);
            end.endpoint.onText = (session, message) -> {
                Thread sender = new Thread(() -> {
                    // A method that ignores the exceptions of its sends.
                    while (session.isOpen()) {
                        session.getAsyncRemote().sendText("tick");
                        sending.countDown();
                    }
                });
                sender.setDaemon(true);
                sender.start();
                sender.join();
                waited.run();
                return null;
            };
            end.start();
            end.peer.text("hello").send();
            sending.await();
            end.transport.broke(RESET);
            assertThat(waited).succeedsWithin(20, TimeUnit.SECONDS);
        }
    }

    /** The connection is blocked by a peer that does not read, and then lost. */
    @Test
    void aSendThatWaitsForOutputIsReleased() throws Exception {
        try (End end = End.server().open()) {
            end.start();
            end.transport.stall();
            FutureTask<Throwable> told = new FutureTask<>(() -> null);
            AtomicReference<Throwable> failure = new AtomicReference<>();
            CountDownLatch waiting = new CountDownLatch(1);
            end.transport.onBeforeBlocking(() -> {
                waiting.countDown();
                return null;
            });
            end.endpoint.onText = (session, message) -> {
                try {
                    for (int i = 0; i < MANY; i++) {
                        session.getBasicRemote().sendBinary(ByteBuffer.allocate(60_000));
                    }
                } catch (IOException e) {
                    failure.set(e);
                }
                told.run();
                return null;
            };
            end.peer.text("hello").send();
            waiting.await();
            end.transport.broke(RESET);
            assertThat(told).succeedsWithin(10, TimeUnit.SECONDS);
            assertThat(failure.get()).hasMessageContaining("the connection is lost");
        }
    }

    /**
     * The thread that encodes a long message holds the lock. The I/O context does not wait for the lock, and its
     * signals have an effect nevertheless.
     */
    @Test
    void theTransportDoesNotWaitForAMessageThatIsBeingEncoded() throws Exception {
        try (End end = End.server()) {
            LongMessage message = new LongMessage();
            end.extensions.add(message);
            end.open();
            message.begin(end.session());
            end.transport.broke(RESET);
            assertThat(end.session().isOpen()).isFalse();
            message.end();
            assertThatThrownBy(() -> end.session().getBasicRemote().sendText("more"))
                    .isInstanceOf(IOException.class);
            end.pump();
            assertThat(HawserSession.of(end.session()).queuedBytes()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLossFoundByKeepaliveIsReportedWhileAMethodRuns(Role role) {
        try (End end = end(role)
                .with(Setting.PING_INTERVAL, 1000)
                .with(Setting.PING_TIMEOUT, 3000)
                .open()) {
            AtomicInteger rounds = new AtomicInteger();
            end.endpoint.onText = (session, message) -> {
                assertThatThrownBy(() -> {
                            while (rounds.incrementAndGet() < MANY) {
                                session.getBasicRemote().sendText("tick");
                                end.tick();
                                end.transport.write();
                            }
                        })
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("pingTimeout");
                assertThat(session.isOpen()).isFalse();
                return null;
            };
            end.peer.text("hello");
            end.receive();
            assertThat(rounds).hasValueBetween(39, 42);
            assertThat(end.endpoint.heard()).last().isEqualTo("close 1006 ");
        }
    }

    /** A peer that ends only its output may still read. */
    @ParameterizedTest
    @EnumSource
    void theEndOfInputCutsNoAnswersOff(Role role) {
        try (End end = end(role).open()) {
            end.start();
            end.endpoint.onText = (session, message) -> {
                if (message.equals("1")) {
                    end.transport.arriveEnd();
                }
                session.getBasicRemote().sendText("sent " + message);
                session.getBasicRemote().sendText("sent in ", false);
                session.getBasicRemote().sendText("parts " + message, true);
                session.getAsyncRemote().sendText("async " + message);
                return "returned " + message;
            };
            for (int i = 1; i <= 12; i++) {
                end.peer.text("" + i);
            }
            end.peer.send();
            await().until(() -> end.peer.seen().contains("END"));
            for (int i = 1; i <= 12; i++) {
                assertThat(end.peer.seen())
                        .contains("TEXT sent " + i, "TEXT+ sent in ", "TEXT async " + i, "TEXT returned " + i);
            }
            assertThat(end.endpoint.heard()).last().isEqualTo("close 1006 ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMethodThatGoesOnAfterTheEndOfInputIsCutOff(Role role) {
        try (End end = end(role).open()) {
            end.start();
            FutureTask<Void> told = new FutureTask<>(() -> null);
            AtomicInteger sent = new AtomicInteger();
            end.endpoint.onText = (session, message) -> {
                end.transport.arriveEnd();
                while (session.isOpen()) {
                    session.getAsyncRemote().sendText("tick");
                    sent.incrementAndGet();
                    end.tick();
                }
                assertThatThrownBy(() -> session.getBasicRemote().sendText("more"))
                        .isInstanceOf(IOException.class);
                told.run();
                return null;
            };
            end.peer.text("hello").send();
            assertThat(told).succeedsWithin(20, TimeUnit.SECONDS);
            assertThat(sent).hasValueBetween(9, 13);
            await().untilAsserted(() ->
                    assertThat(end.endpoint.heard()).containsExactly("open", "text hello", "close 1006 "));
        }
    }

    @Test
    void aMethodThatTakesItsTimeMayAnswerAfterTheEndOfInput() {
        try (End end = End.server().open()) {
            end.start();
            end.endpoint.onText = (session, message) -> {
                end.transport.arriveEnd();
                for (int i = 0; i < MANY; i++) {
                    end.tick();
                }
                session.getBasicRemote().sendText("at last");
                return "answer";
            };
            end.peer.text("hello").send();
            await().untilAsserted(
                            () -> assertThat(end.peer.seen()).containsExactly("TEXT at last", "TEXT answer", "END"));
        }
    }

    /** The output waits for the operating system, since the peer does not read. The method does not send. */
    @ParameterizedTest
    @EnumSource
    void aSendThatWaitsAfterTheEndOfInputIsReleasedWhateverMethodRuns(Role role) {
        try (End end = end(role).with(Setting.CLOSE_TIMEOUT, 2000).open()) {
            end.transport.holdReports();
            CountDownLatch waiting = new CountDownLatch(1);
            FutureTask<Throwable> told = new FutureTask<>(() -> {
                try {
                    end.session().getBasicRemote().sendText("after");
                    return null;
                } catch (IOException e) {
                    return e;
                }
            });
            Thread sender = new Thread(told);
            sender.setDaemon(true);
            end.transport.onBeforeBlocking(() -> {
                waiting.countDown();
                return null;
            });
            end.endpoint.onText = (session, message) -> {
                if (message.equals("1")) {
                    end.transport.arriveEnd();
                    sender.start();
                    waiting.await();
                } else {
                    for (int i = 0; i < 50; i++) {
                        end.tick();
                    }
                    assertThat(told).succeedsWithin(10, TimeUnit.SECONDS);
                }
                return null;
            };
            end.peer.text("1").text("2");
            end.start();
            end.peer.send();
            await().untilAsserted(() ->
                    assertThat(end.endpoint.heard()).containsExactly("open", "text 1", "text 2", "close 1006 "));
            assertThat(told).succeedsWithin(10, TimeUnit.SECONDS).isInstanceOf(IOException.class);
        }
    }

    /** The message was sent before the end of input. Only its result shows the method that the peer is gone. */
    @ParameterizedTest
    @EnumSource
    void stuckOutputFailsAfterTheEndOfInputWhileTheMethodWaits(Role role) {
        try (End end = end(role).with(Setting.CLOSE_TIMEOUT, 2000).open()) {
            end.transport.stall();
            FutureTask<Void> told = new FutureTask<>(() -> null);
            end.endpoint.onText = (session, message) -> {
                Future<Void> sent = session.getAsyncRemote().sendBinary(ByteBuffer.allocate(100_000));
                end.transport.arriveEnd();
                for (int i = 0; i < 50; i++) {
                    end.tick();
                }
                assertThatThrownBy(() -> sent.get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
                told.run();
                return null;
            };
            end.start();
            end.peer.text("hello").send();
            assertThat(told).succeedsWithin(20, TimeUnit.SECONDS);
        }
    }

    /** Only the result of a write shows that the peer does not read any more. */
    @ParameterizedTest
    @EnumSource
    void aBlockingSendAfterTheEndOfInputWaitsUntilItIsWritten(Role role) {
        try (End end = end(role).open()) {
            end.transport.holdReports();
            AtomicReference<Throwable> failure = new AtomicReference<>();
            end.transport.onBeforeBlocking(() -> {
                end.transport.broke(RESET);
                end.transport.write();
                return null;
            });
            end.endpoint.onText = (session, message) -> {
                session.getBasicRemote().sendText("before");
                end.transport.arriveEnd();
                try {
                    session.getBasicRemote().sendText("after");
                } catch (IOException e) {
                    failure.set(e);
                }
                return null;
            };
            end.peer.text("hello");
            end.receive();
            assertThat(failure.get()).hasMessage("the message was not written").hasCause(RESET);
        }
    }

    /**
     * The message cannot become complete any more. The method that reads it may send and call the session meanwhile.
     */
    @Test
    void aMethodThatReadsAStreamLearnsOfAFailure() {
        try (End end = End.server()) {
            FutureTask<Void> told = new FutureTask<>(() -> null);
            CountDownLatch reading = new CountDownLatch(1);
            end.endpoint.declared = List.of(new MessageReceiver.BinaryStream((session, stream) -> {
                reading.countDown();
                while (session.isOpen()) {
                    Thread.onSpinWait();
                }
                told.run();
                return null;
            }));
            end.open();
            end.start();
            end.peer.raw(0x02, 0x81, 0, 0, 0, 0, 'x').send();
            assertThat(reading).satisfies(latch -> latch.await(20, TimeUnit.SECONDS));
            end.peer.raw(0xFF, 0xFF).send();
            assertThat(told).succeedsWithin(20, TimeUnit.SECONDS);
        }
    }
}
