package io.hawser.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hawser.Setting;
import jakarta.websocket.RemoteEndpoint;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.Writer;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sends that wait, and the work that must continue meanwhile. */
@Timeout(60)
class BlockingTest {

    private static final ByteBuffer LARGE = ByteBuffer.allocate(65 * 1024);

    /** A task on its own thread. */
    private static final class Task extends FutureTask<Void> {

        private final Thread thread = new Thread(this);

        Task(Callable<Void> action) {
            super(action);
            thread.setDaemon(true);
            thread.start();
        }

        void awaitBlocked() {
            await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        }
    }

    private static Task sending(RemoteEndpoint.Basic remote, String message) {
        return new Task(() -> {
            remote.sendText(message);
            return null;
        });
    }

    /** A server whose peer does not read, with more waiting output than a blocking send allows. */
    private static End congested(End end) throws IOException {
        end.open();
        end.transport.stall();
        end.session().getBasicRemote().sendBinary(LARGE.duplicate());
        end.pump();
        return end;
    }

    private static void awaitWaiting(End end) {
        await().until(() -> end.transport.waiting() > 0);
    }

    @Test
    void aBlockingSendWaitsWhileMuchWaitsBeforeItAndIsNotLost() throws Exception {
        try (End end = congested(End.server())) {
            Task sender = sending(end.session().getBasicRemote(), "patient");
            sender.awaitBlocked();
            assertThat(sender).isNotDone();
            end.transport.resume();
            end.pump();
            sender.get();
            end.pump();
            assertThat(end.peer.seen()).containsExactly("BINARY of 66560 bytes", "TEXT patient");
        }
    }

    /** A sender that never waits would keep the queue long for ever. */
    @Test
    void aBlockingSendWaitsForWhatCameBeforeItAndNotForWhatComesLater() throws Exception {
        try (End end = congested(End.server())) {
            Task sender = sending(end.session().getBasicRemote(), "patient");
            sender.awaitBlocked();
            for (int i = 0; i < 4; i++) {
                end.session().getAsyncRemote().sendBinary(LARGE.duplicate());
            }
            end.transport.readMore(70 * 1024);
            end.transport.write();
            sender.get();
            end.transport.resume();
            end.pump();
            assertThat(end.peer.seen())
                    .startsWith("BINARY of 66560 bytes", "BINARY of 66560 bytes")
                    .hasSize(6)
                    .endsWith("TEXT patient");
        }
    }

    @Test
    void aPeerThatDoesNotReadFailsABlockingSendWithTheNameOfTheSetting() throws Exception {
        try (End end = congested(End.server().with(Setting.BLOCKING_SEND_TIMEOUT, 1))) {
            assertThatThrownBy(() -> end.session().getBasicRemote().sendText("impatient"))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining("blockingSendTimeout");
            assertThat(end.session().isOpen()).isTrue();
            end.transport.resume();
            end.pump();
            end.session().getBasicRemote().sendText("again");
            end.pump();
            assertThat(end.peer.seen()).containsExactly("BINARY of 66560 bytes", "TEXT again");
        }
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() throws Exception {
        try (End end = congested(End.server())) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> end.session().getBasicRemote().sendText("interrupted"))
                    .isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(end.session().isOpen()).isTrue();
        }
    }

    @Test
    void aBlockedSenderHoldsNoLockThatAPongNeeds() throws Exception {
        try (End end = congested(End.server())) {
            Task sender = sending(end.session().getBasicRemote(), "blocked");
            sender.awaitBlocked();
            end.peer.ping("p");
            end.receive();
            end.transport.readMore(1);
            end.pump();
            assertThat(end.peer.seen()).containsExactly("PONG p");
            assertThat(sender).isNotDone();
            end.transport.resume();
            end.pump();
            sender.get();
        }
    }

    @Test
    void noLockIsHeldDuringBeforeBlocking() throws Exception {
        try (End end = congested(End.server())) {
            end.transport.onBeforeBlocking(() -> {
                end.transport.resume();
                Thread output = new Thread(end.transport::write);
                output.start();
                output.join();
                return null;
            });
            end.session().getBasicRemote().sendText("on its way");
            end.pump();
            assertThat(end.peer.seen()).containsExactly("BINARY of 66560 bytes", "TEXT on its way");
        }
    }

    @Test
    void aBlockedSenderHoldsNoLockThatTheCloseNeedsAndIsWokenByIt() throws Exception {
        try (End end = congested(End.server())) {
            Task sender = sending(end.session().getBasicRemote(), "blocked");
            sender.awaitBlocked();
            end.peer.close(1000, "");
            end.receive();
            assertThat(end.endpoint.heard()).containsExactly("open", "close 1000 ");
            assertThatThrownBy(sender::get).hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void aBlockedSenderIsWokenWhenTheConnectionBreaks() throws Exception {
        try (End end = congested(End.server())) {
            // The remote is taken before the end of the session.
            RemoteEndpoint.Basic remote = end.session().getBasicRemote();
            Task sender = new Task(() -> {
                while (true) {
                    remote.sendBinary(LARGE.duplicate());
                }
            });
            sender.awaitBlocked();
            end.transport.broke(new IOException("reset"));
            end.pump();
            assertThatThrownBy(sender::get).hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void aPartialMessageHoldsBackTheSendsOfOtherThreads() throws Exception {
        try (End end = End.server().with(Setting.BLOCKING_SEND_TIMEOUT, 600_000).open()) {
            RemoteEndpoint.Basic basic = end.session().getBasicRemote();
            basic.sendText("one ", false);
            Task other = sending(basic, "other");
            other.awaitBlocked();
            end.transport.stall();
            basic.sendText("message", true);
            // The other sender may send after the end of the message, though the peer has read none of it.
            other.get();
            end.transport.resume();
            end.pump();
            assertThat(end.peer.seen()).containsExactly("TEXT+ one ", "CONTINUATION message", "TEXT other");
        }
    }

    @Test
    void aPartIsNotHeldUpByWhatWaitsForTheEndOfItsMessage() throws Exception {
        try (End end = End.server().with(Setting.BLOCKING_SEND_TIMEOUT, 600_000).open()) {
            RemoteEndpoint.Basic basic = end.session().getBasicRemote();
            end.transport.stall();
            basic.sendBinary(LARGE.duplicate(), false);
            end.session().getAsyncRemote().sendBinary(LARGE.duplicate());
            Task sender = new Task(() -> {
                basic.sendBinary(ByteBuffer.wrap(new byte[] {'x'}), true);
                return null;
            });
            sender.awaitBlocked();
            end.transport.resume();
            end.pump();
            sender.get();
            end.pump();
            assertThat(end.peer.seen())
                    .containsExactly("BINARY+ of 66560 bytes", "CONTINUATION x", "BINARY of 66560 bytes");
        }
    }

    @Test
    void aPartialMessageThatNeverEndsFailsTheSendsOfOthersInTime() throws Exception {
        try (End end = End.server().with(Setting.BLOCKING_SEND_TIMEOUT, 1).open()) {
            end.session().getBasicRemote().sendText("one ", false);
            assertThatThrownBy(sending(end.session().getBasicRemote(), "other")::get)
                    .hasCauseInstanceOf(SocketTimeoutException.class);
            assertThat(end.session().isOpen()).isTrue();
        }
    }

    @Test
    void aMessageThatIsCutByATimeoutNeverLooksWhole() throws Exception {
        try (End end = End.server().with(Setting.BLOCKING_SEND_TIMEOUT, 1).open()) {
            end.transport.stall();
            OutputStream stream = end.session().getBasicRemote().getSendStream();
            assertThatThrownBy(() -> {
                        try (stream) {
                            stream.write(new byte[200_000]);
                        }
                    })
                    .isInstanceOf(SocketTimeoutException.class)
                    .satisfies(failure -> assertThat(failure.getSuppressed()).isEmpty());
            end.transport.resume();
            end.pump();
            assertThat(end.peer.seen()).containsExactly("RESET");
            assertThat(end.endpoint.heard()).hasSize(3).last().isEqualTo("close 1006 ");
            assertThat(end.endpoint.heard().get(1)).startsWith("error SessionException: ");
        }
    }

    @Test
    void aMessageWhoseFirstPartCouldNotBeSentIsNotEndedByItsRest() throws Exception {
        try (End end = congested(End.server().with(Setting.BLOCKING_SEND_TIMEOUT, 1))) {
            Writer writer = end.session().getBasicRemote().getSendWriter();
            OutputStream stream = end.session().getBasicRemote().getSendStream();
            assertThatThrownBy(() -> writer.write("x".repeat(10_000))).isInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(() -> stream.write(new byte[10_000])).isInstanceOf(SocketTimeoutException.class);
            end.transport.resume();
            end.pump();
            writer.close();
            stream.close();
            end.session().getBasicRemote().sendText("whole");
            end.pump();
            assertThat(end.peer.seen()).containsExactly("BINARY of 66560 bytes", "TEXT whole");
        }
    }

    @Test
    void returnValuesWaitForAPeerThatDoesNotReadAndNoneIsLost() {
        try (End end = End.server().open()) {
            end.endpoint.onText = (session, message) -> message;
            end.start();
            end.transport.stall();
            List<String> messages =
                    IntStream.range(0, 1500).mapToObj("%0100d"::formatted).toList();
            messages.forEach(end.peer::text);
            end.peer.send();
            awaitWaiting(end);
            assertThat(end.endpoint.heard()).hasSizeLessThan(messages.size());
            end.transport.resume();
            await().until(() -> end.peer.seen().size() == messages.size());
            assertThat(end.peer.seen())
                    .isEqualTo(messages.stream().map("TEXT "::concat).toList());
        }
    }

    @Test
    void aSendAndAFutureMayBeAwaitedInTheMiddleOfAnEvent() {
        try (End end = End.server().open()) {
            end.endpoint.onText = (session, message) -> {
                session.getBasicRemote().sendBinary(LARGE.duplicate());
                session.getAsyncRemote().sendText("future").get();
                session.getBasicRemote().sendBinary(LARGE.duplicate());
                return "done";
            };
            end.start();
            end.peer.text("go").send();
            await().until(() -> end.peer.seen().contains("TEXT done"));
        }
    }

    @Test
    void aSendTimeoutWakesTheHandlerThatWaitsForTheSend() {
        try (End end = End.server().with(Setting.ASYNC_SEND_TIMEOUT, 100).open()) {
            end.transport.stall();
            end.endpoint.onText = (session, message) -> {
                session.getAsyncRemote().sendText("never read").get();
                return null;
            };
            end.start();
            end.peer.text("go").send();
            awaitWaiting(end);
            await().until(() -> {
                end.tick();
                return end.endpoint.heard().size() > 2;
            });
            assertThat(end.endpoint.heard().get(2))
                    .startsWith("error ExecutionException")
                    .contains("send timeout");
        }
    }

    @Test
    void aCompletionHandlerMayWaitForTheEventsOfItsSession() throws Exception {
        try (End end = End.server().open()) {
            CountDownLatch event = new CountDownLatch(1);
            CountDownLatch handled = new CountDownLatch(1);
            end.endpoint.onText = (session, message) -> {
                event.countDown();
                // An event may wait for a handler.
                assertThat(handled.await(30, TimeUnit.SECONDS)).isTrue();
                return "both";
            };
            end.start();
            end.session().getAsyncRemote().sendText("first", result -> {
                try {
                    end.peer.text("event").send();
                    assertThat(event.await(30, TimeUnit.SECONDS)).isTrue();
                    handled.countDown();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            await().until(() -> end.peer.seen().contains("TEXT both"));
        }
    }

    @Test
    void messagesOfManyThreadsAreNeverInterleavedAndKeepTheOrderOfEachThread() throws Exception {
        int senders = 6;
        int messages = 300;
        try (End end = End.client().open()) {
            end.transport.lendAtMost(500);
            end.start();
            List<Task> tasks = new ArrayList<>();
            for (int sender = 0; sender < senders; sender++) {
                String name = "abcdef".substring(sender, sender + 1);
                tasks.add(new Task(() -> {
                    for (int i = 0; i < messages; i++) {
                        send(end, name, i);
                    }
                    return null;
                }));
            }
            for (int i = 0; i < 200; i++) {
                end.peer.ping("p" + i).send();
            }
            for (Task task : tasks) {
                task.get();
            }
            await().until(() -> assembled(end.peer.seen()).size() == senders * messages);
            List<String> seen = assembled(end.peer.seen());
            for (char name : "abcdef".toCharArray()) {
                List<String> own = seen.stream()
                        .filter(message -> message.charAt(0) == name)
                        .toList();
                assertThat(own)
                        .isEqualTo(IntStream.range(0, messages)
                                .mapToObj(i -> message(String.valueOf(name), i))
                                .toList());
            }
            assertThat(end.peer.seen().stream().filter(line -> line.startsWith("PONG")))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 200).mapToObj(i -> "PONG p" + i).toList());
        }
    }

    private static String message(String name, int number) {
        return name.repeat(1 + number % 90) + " " + number;
    }

    /** Sends a message in each possible way. */
    private static void send(End end, String name, int number) throws Exception {
        String message = message(name, number);
        RemoteEndpoint.Basic basic = end.session().getBasicRemote();
        switch (number % 5) {
            case 0 -> basic.sendText(message);
            case 1 -> {
                try (var writer = basic.getSendWriter()) {
                    writer.write(message, 0, 1);
                    writer.flush();
                    writer.write(message, 1, message.length() - 1);
                }
            }
            // Later sends do not wait for an asynchronous send, but the order is kept.
            case 2 -> end.session().getAsyncRemote().sendText(message);
            case 3 -> end.session().getAsyncRemote().sendText(message).get();
            default -> basic.sendObject(message);
        }
    }

    /** Joins fragments. Fails if another message is between them. */
    private static List<String> assembled(List<String> frames) {
        List<String> messages = new ArrayList<>();
        StringBuilder open = null;
        for (String frame : frames) {
            String payload = frame.substring(frame.indexOf(' ') + 1);
            if (frame.startsWith("PONG")) {
                continue;
            }
            assertThat(frame.startsWith("CONTINUATION")).as(frame).isEqualTo(open != null);
            open = open == null ? new StringBuilder() : open;
            open.append(payload);
            if (!frame.substring(0, frame.indexOf(' ')).endsWith("+")) {
                messages.add(open.toString());
                open = null;
            }
        }
        return messages;
    }
}
