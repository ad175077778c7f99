package io.hawser.tck.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The promises of the Javadoc of {@link Session} about message handlers and their messages. */
class SessionHandlersApiTest {

    private static final MessageHandler.Whole<String> TEXT = new MessageHandler.Whole<>() {
        @Override
        public void onMessage(String message) {
            Journal.add("text " + message);
        }
    };

    private static final MessageHandler.Partial<byte[]> BINARY_PARTS = new MessageHandler.Partial<>() {
        @Override
        public void onMessage(byte[] part, boolean last) {
            Journal.add("part of " + part.length + " " + last);
        }
    };

    private static final MessageHandler.Whole<PongMessage> PONG = new MessageHandler.Whole<>() {
        @Override
        public void onMessage(PongMessage message) {
            Journal.add("pong");
        }
    };

    @Test
    @Proves("Session")
    void oneHandlerForEachKindOfMessage() throws Exception {
        try (Site site = Held.site()) {
            site.connect(new Client(), "/held");
            Session session = Held.next();
            assertThat(session.getMessageHandlers()).isEmpty();
            session.addMessageHandler(TEXT);
            session.addMessageHandler(BINARY_PARTS);
            session.addMessageHandler(PONG);
            assertThatIllegalStateException().isThrownBy(() -> session.addMessageHandler(TEXT));
            assertThatIllegalStateException()
                    .isThrownBy(() -> session.addMessageHandler(
                            Reader.class, (MessageHandler.Whole<Reader>) reader -> Journal.add("never")));
            assertThatIllegalStateException()
                    .isThrownBy(() -> session.addMessageHandler(
                            ByteBuffer.class, (MessageHandler.Partial<ByteBuffer>) (part, last) -> {}));
            assertThatIllegalStateException().isThrownBy(() -> session.addMessageHandler(PongMessage.class, PONG));
            assertThat(session.getMessageHandlers()).containsExactlyInAnyOrder(TEXT, BINARY_PARTS, PONG);
        }
    }

    @Test
    @Proves("Session")
    void handlersAreACopyThatCannotBeChanged() throws Exception {
        Held.onBothEnds(session -> {
            Set<MessageHandler> before = session.getMessageHandlers();
            int size = before.size();
            assertThatThrownBy(() -> before.add(TEXT)).isInstanceOf(UnsupportedOperationException.class);
            before.forEach(session::removeMessageHandler);
            session.addMessageHandler(TEXT);
            assertThat(before).hasSize(size);
            assertThat(session.getMessageHandlers()).containsExactly(TEXT);
        });
    }

    @Test
    @Proves("Session")
    void missingHandlersAndTypesAreRefused() throws Exception {
        Held.onBothEnds(session -> {
            session.getMessageHandlers().forEach(session::removeMessageHandler);
            List<ThrowingCallable> calls = List.of(
                    () -> session.addMessageHandler(null),
                    () -> session.addMessageHandler(String.class, (MessageHandler.Whole<String>) null),
                    () -> session.addMessageHandler(String.class, (MessageHandler.Partial<String>) null),
                    () -> session.addMessageHandler(null, TEXT),
                    () -> session.addMessageHandler(null, BINARY_PARTS),
                    () -> session.removeMessageHandler(null));
            for (int i = 0; i < calls.size(); i++) {
                assertThatIllegalArgumentException().as("call " + i).isThrownBy(calls.get(i));
            }
            assertThat(session.getMessageHandlers()).isEmpty();
        });
    }

    @Test
    @Proves("Session")
    void handlerThatIsRemovedHearsNothingMore() throws Exception {
        try (Site site = Held.site()) {
            Session client = site.connect(new Client(), "/held");
            Session session = Held.next();
            session.addMessageHandler(TEXT);
            client.getBasicRemote().sendText("a");
            Journal.expect("text a");
            session.removeMessageHandler(TEXT);
            client.getBasicRemote().sendText("b");
            client.close();
            Journal.expect("close 1000 ");
        }
    }

    @Test
    @Proves("Session")
    void messageThatIsTooLargeClosesWith1009() throws Exception {
        try (Site site = Held.site()) {
            Client client = new Client();
            Session session = site.connect(client, "/held");
            Session peer = Held.next();
            peer.setMaxTextMessageBufferSize(10);
            peer.setMaxBinaryMessageBufferSize(1000);
            assertThat(peer.getMaxTextMessageBufferSize()).isEqualTo(10);
            assertThat(peer.getMaxBinaryMessageBufferSize()).isEqualTo(1000);
            peer.addMessageHandler(TEXT);
            session.getBasicRemote().sendText("0123456789");
            Journal.expect("text 0123456789");
            session.getBasicRemote().sendText("01234567890");
            client.expect("close 1009");
            assertThat(Journal.next()).startsWith("error ");
            assertThat(Journal.next()).startsWith("close 1009 ");
        }
    }

    @Test
    @Proves("Session")
    void clientHasSuchLimitsToo() throws Exception {
        try (Site site = Held.site()) {
            Client client = new Client();
            Session session = site.connect(client, "/held");
            session.setMaxBinaryMessageBufferSize(10);
            Session peer = Held.next();
            peer.getBasicRemote().sendBinary(ByteBuffer.wrap("0123456789".getBytes()));
            client.expect("binary 0123456789");
            peer.getBasicRemote().sendBinary(ByteBuffer.wrap("01234567890".getBytes()));
            assertThat(Journal.next()).startsWith("close 1009 ");
        }
    }

    @Test
    @Proves("Session")
    void manyThreadsUseASession() throws Exception {
        try (Site site = Held.site()) {
            site.connect(new Client(), "/held");
            Session session = Held.next();
            Map<Thread, Throwable> failures = new HashMap<>();
            List<Thread> threads = List.of(
                    new Thread(() -> use(session, 1)),
                    new Thread(() -> use(session, 2)),
                    new Thread(() -> use(session, 3)));
            for (Thread thread : threads) {
                thread.setUncaughtExceptionHandler((where, failure) -> {
                    synchronized (failures) {
                        failures.put(where, failure);
                    }
                });
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(failures).isEmpty();
            assertThat(session.getUserProperties()).hasSize(300);
        }
    }

    private static void use(Session session, int number) {
        for (int i = 0; i < 100; i++) {
            session.getUserProperties().put(number + "." + i, i);
            session.setMaxIdleTimeout(100_000 + i);
            MessageHandler handler = new MessageHandler.Whole<String>() {
                @Override
                public void onMessage(String message) {
                    Journal.add("never");
                }
            };
            try {
                session.addMessageHandler(handler);
                session.removeMessageHandler(handler);
            } catch (IllegalStateException e) {
                // The session has the handler of another thread.
                Thread.onSpinWait();
            }
        }
    }
}
