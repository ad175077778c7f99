package io.hawser.tck.soak;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Hawser's own client, for messages of any size. */
final class LibraryClient extends Good {

    private static final int MOST_EXCHANGES = 20;
    private static final int MOST_AT_ONCE = 5;
    private static final int MOST_BYTES = 200_000;
    /** A test that would wait for ever fails after this time. */
    private static final int PATIENCE_SECONDS = 60;

    LibraryClient(Place place, Counts counts, Random random, BooleanSupplier goesOn) {
        super(place, counts, random, goesOn);
    }

    @Override
    void session() throws Exception {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        config.getUserProperties().put("io.hawser.compression", random.nextBoolean());
        config.getUserProperties().put("io.hawser.openTimeout", PATIENCE_MILLIS);
        Inbox inbox = new Inbox();
        try (Session session =
                ContainerProvider.getWebSocketContainer().connectToServer(inbox, config, place.uri(anyEcho()))) {
            for (int i = random.nextInt(MOST_EXCHANGES); i >= 0; i--) {
                exchange(session, inbox);
            }
        }
        assertThat(inbox.next()).isEqualTo("closed with 1000");
    }

    private void exchange(Session session, Inbox inbox) throws IOException, InterruptedException {
        List<Object> sent = new ArrayList<>();
        for (int i = random.nextInt(MOST_AT_ONCE); i >= 0; i--) {
            sent.add(send(session));
        }
        for (Object expected : sent) {
            Object message = inbox.next();
            assertThat(message.equals(expected))
                    .as("the next message, %s, is the right one", shown(message))
                    .isTrue();
            counts.message();
        }
    }

    /** {@return a short description; a message is too long to be shown} */
    private static String shown(Object message) {
        String text = message.toString();
        return message.getClass().getSimpleName() + ": " + text.substring(0, Math.min(text.length(), 100));
    }

    private Object send(Session session) throws IOException {
        if (random.nextBoolean()) {
            ByteBuffer message = ByteBuffer.wrap(bytes(size(MOST_BYTES)));
            session.getAsyncRemote().sendBinary(message.duplicate());
            return message;
        }
        String text = letters(size(MOST_BYTES / 4));
        switch (random.nextInt(3)) {
            case 0 -> session.getAsyncRemote().sendText(text);
            case 1 -> session.getBasicRemote().sendText(text);
            default -> {
                try (Writer writer = session.getBasicRemote().getSendWriter()) {
                    writer.write(text);
                }
            }
        }
        return text;
    }

    /** The received messages, in order. */
    private static final class Inbox extends Endpoint {

        private final BlockingQueue<Object> messages = new LinkedBlockingQueue<>();

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, messages::add);
            session.addMessageHandler(ByteBuffer.class, messages::add);
        }

        @Override
        public void onError(Session session, Throwable failure) {
            messages.add(failure);
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            messages.add("closed with " + reason.getCloseCode().getCode());
        }

        Object next() throws InterruptedException {
            Object message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("no message comes");
            }
            if (message instanceof Throwable failure) {
                throw new AssertionError("the session fails", failure);
            }
            return message;
        }
    }
}
