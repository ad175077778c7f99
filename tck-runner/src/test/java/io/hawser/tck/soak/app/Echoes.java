package io.hawser.tck.soak.app;

import jakarta.websocket.MessageHandler;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;

/** Endpoints that send messages back, in all possible ways. */
final class Echoes {

    private Echoes() {}

    /** Sends, and ignores that the peer has gone. */
    @FunctionalInterface
    private interface Sending {
        void send() throws IOException, ExecutionException, InterruptedException;
    }

    private static void quietly(Sending sending) {
        try {
            sending.send();
        } catch (IOException | ExecutionException e) {
            // The peer gets the failure.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whole messages, with sends whose results are ignored. */
    public static final class Whole extends Noting {
        @Override
        void begin(Session session) {
            RemoteEndpoint.Async remote = session.getAsyncRemote();
            session.addMessageHandler(String.class, text -> {
                Ends.heard(session);
                remote.sendText(text);
            });
            session.addMessageHandler(ByteBuffer.class, bytes -> {
                Ends.heard(session);
                remote.sendBinary(bytes);
            });
        }
    }

    /** Whole messages, with a {@code SendHandler} for each. */
    public static final class Handler extends Noting {
        @Override
        void begin(Session session) {
            RemoteEndpoint.Async remote = session.getAsyncRemote();
            session.addMessageHandler(String.class, text -> {
                Ends.heard(session);
                remote.sendText(text, result -> {});
            });
            session.addMessageHandler(ByteBuffer.class, bytes -> {
                Ends.heard(session);
                remote.sendBinary(bytes, result -> {});
            });
        }
    }

    /** Whole messages, with a future for each. */
    public static final class Future extends Noting {
        @Override
        void begin(Session session) {
            RemoteEndpoint.Async remote = session.getAsyncRemote();
            session.addMessageHandler(String.class, text -> {
                Ends.heard(session);
                quietly(() -> remote.sendText(text).get());
            });
            session.addMessageHandler(ByteBuffer.class, bytes -> {
                Ends.heard(session);
                quietly(() -> remote.sendBinary(bytes).get());
            });
        }
    }

    /** Whole messages, with blocking sends. */
    public static final class Blocking extends Noting {
        @Override
        void begin(Session session) {
            RemoteEndpoint.Basic remote = session.getBasicRemote();
            session.addMessageHandler(String.class, text -> {
                Ends.heard(session);
                quietly(() -> remote.sendText(text));
            });
            session.addMessageHandler(ByteBuffer.class, bytes -> {
                Ends.heard(session);
                quietly(() -> remote.sendBinary(bytes));
            });
        }
    }

    /** Messages in parts. */
    public static final class Partial extends Noting {
        @Override
        void begin(Session session) {
            RemoteEndpoint.Basic remote = session.getBasicRemote();
            // Not lambdas, since Hawser has to find the types of partial handlers.
            session.addMessageHandler(String.class, new MessageHandler.Partial<>() {
                @Override
                public void onMessage(String part, boolean last) {
                    Ends.heard(session);
                    quietly(() -> remote.sendText(part, last));
                }
            });
            session.addMessageHandler(ByteBuffer.class, new MessageHandler.Partial<>() {
                @Override
                public void onMessage(ByteBuffer part, boolean last) {
                    Ends.heard(session);
                    quietly(() -> remote.sendBinary(part, last));
                }
            });
        }
    }

    /** Streams, which it reads to the end before it answers with a stream. */
    public static final class Streams extends Noting {
        @Override
        void begin(Session session) {
            session.addMessageHandler(Reader.class, reader -> {
                Ends.heard(session);
                quietly(() -> {
                    StringBuilder text = new StringBuilder();
                    char[] room = new char[1000];
                    for (int count = reader.read(room); count >= 0; count = reader.read(room)) {
                        text.append(room, 0, count);
                    }
                    try (Writer writer = session.getBasicRemote().getSendWriter()) {
                        writer.append(text);
                    }
                });
            });
            session.addMessageHandler(InputStream.class, stream -> {
                Ends.heard(session);
                quietly(() -> {
                    byte[] bytes = stream.readAllBytes();
                    try (OutputStream output = session.getBasicRemote().getSendStream()) {
                        output.write(bytes);
                    }
                });
            });
        }
    }

    /** Sleeps. */
    public static final class Sleeping extends Noting {

        private static final int MILLIS = 20;

        @Override
        void begin(Session session) {
            RemoteEndpoint.Async remote = session.getAsyncRemote();
            session.addMessageHandler(String.class, text -> {
                Ends.heard(session);
                sleep();
                remote.sendText(text);
            });
            session.addMessageHandler(ByteBuffer.class, bytes -> {
                Ends.heard(session);
                sleep();
                remote.sendBinary(bytes);
            });
        }

        private static void sleep() {
            try {
                Thread.sleep(MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Sends one message of a number of bytes, and waits for it. */
    public static final class Large extends Noting {
        @Override
        void begin(Session session) {
            session.addMessageHandler(
                    String.class,
                    size -> quietly(
                            () -> session.getBasicRemote().sendBinary(ByteBuffer.allocate(Integer.parseInt(size)))));
        }
    }

    /** Sends each message to all sessions. A session that has ended causes no exception here. */
    public static final class Room extends Noting {
        @Override
        void begin(Session session) {
            session.addMessageHandler(String.class, text -> {
                Ends.heard(session);
                for (Session each : session.getOpenSessions()) {
                    try {
                        each.getAsyncRemote().sendText(text);
                    } catch (RuntimeException | Error e) {
                        if (each.isOpen()) {
                            Ends.fault(session, "cannot send to " + each.getId() + ": " + e);
                        }
                    }
                }
            });
        }
    }

    /** Refuses every client. */
    public static final class Refusing extends Noting {
        @Override
        void begin(Session session) {
            throw new UncheckedIOException(new IOException("nobody may come in"));
        }
    }
}
