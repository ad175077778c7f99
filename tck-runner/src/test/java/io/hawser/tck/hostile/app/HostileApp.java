package io.hawser.tck.hostile.app;

import jakarta.websocket.CloseReason;
import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Endpoints for hostile peers, and one that reports their events. The query of its opening handshake identifies a
 * connection.
 */
public final class HostileApp implements ServerApplicationConfig {

    private static final Map<String, Queue<String>> EVENTS = new ConcurrentHashMap<>();

    @Override
    public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> found) {
        return Set.of(
                endpoint("/echo", Echo.class, Map.of()),
                endpoint("/waiting", WaitingEcho.class, Map.of()),
                endpoint("/small", Echo.class, Map.of("maxTextMessageSize", 1_000, "maxFrameSize", 500)),
                endpoint("/parts", Parts.class, Map.of()),
                endpoint("/impatient", Echo.class, Map.of("pingInterval", 200, "pingTimeout", 500)),
                endpoint("/large", Large.class, Map.of("blockingSendTimeout", 60_000)),
                endpoint("/unread", Large.class, Map.of("blockingSendTimeout", 60_000, "writeTimeout", 1_000)),
                endpoint("/reading", Reading.class, Map.of("messageTimeout", 700)),
                endpoint("/counted", Counted.class, Map.of()),
                endpoint("/room", Room.class, Map.of("maxQueuedBytes", 200_000, "blockingSendTimeout", 300)),
                // Longer than a busy machine keeps a server from writing to a peer that reads.
                endpoint("/forgetful", Room.class, Map.of("asyncSendTimeout", 2_000)),
                endpoint("/endless", Endless.class, Map.of()),
                endpoint("/streamed", Streamed.class, Map.of()),
                endpoint("/decoded", Decoded.class, Map.of(), List.of(Refusing.class)),
                endpoint("/report", Report.class, Map.of()));
    }

    private static ServerEndpointConfig endpoint(String path, Class<?> type, Map<String, Integer> settings) {
        return endpoint(path, type, settings, List.of());
    }

    private static ServerEndpointConfig endpoint(
            String path, Class<?> type, Map<String, Integer> settings, List<Class<? extends Decoder>> decoders) {
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(type, path)
                .decoders(decoders)
                .build();
        settings.forEach((name, value) -> config.getUserProperties().put("io.hawser." + name, value));
        return config;
    }

    @Override
    public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> scanned) {
        return Set.of();
    }

    private static String count(Session session) {
        return String.valueOf(session.getOpenSessions().size());
    }

    static void note(Session session, String event) {
        events(session.getQueryString()).add(event);
    }

    private static Queue<String> events(String query) {
        return EVENTS.computeIfAbsent(String.valueOf(query), name -> new ConcurrentLinkedQueue<>());
    }

    /** Records its events. */
    public abstract static class Noting extends Endpoint {

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            note(session, "open " + session.getId());
            begin(session);
        }

        abstract void begin(Session session);

        @Override
        public void onError(Session session, Throwable failure) {
            note(session, "error " + failure.getMessage());
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            note(session, "close " + reason.getCloseCode().getCode() + " " + reason.getReasonPhrase());
        }
    }

    /** Sends messages back, and counts its sessions. */
    public static final class Echo extends Noting {
        @Override
        void begin(Session session) {
            session.addMessageHandler(
                    String.class,
                    text -> session.getAsyncRemote().sendText(text.equals("count") ? count(session) : text));
            session.addMessageHandler(
                    ByteBuffer.class, bytes -> session.getAsyncRemote().sendBinary(bytes));
        }
    }

    /** Sends messages back, and waits until the peer has taken most of them. */
    public static final class WaitingEcho extends Noting {
        @Override
        void begin(Session session) {
            session.addMessageHandler(ByteBuffer.class, bytes -> {
                try {
                    session.getBasicRemote().sendBinary(bytes);
                } catch (IOException e) {
                    note(session, "unsent " + e.getMessage());
                }
            });
        }
    }

    /** Reads each message to its end, and has no method for errors. */
    public static final class Streamed extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            note(session, "open " + session.getId());
            session.addMessageHandler(Reader.class, message -> {
                try {
                    message.transferTo(Writer.nullWriter());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            note(session, "close " + reason.getCloseCode().getCode() + " " + reason.getReasonPhrase());
        }
    }

    /** Receives numbers, and has no method for errors. */
    public static final class Decoded extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            note(session, "open " + session.getId());
            session.addMessageHandler(
                    Integer.class, number -> session.getAsyncRemote().sendText("number " + number));
        }
    }

    /** Names the text that is not a number. */
    public static final class Refusing implements Decoder.Text<Integer> {
        @Override
        public Integer decode(String text) throws DecodeException {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException e) {
                throw new DecodeException(text, "no number: " + text, e);
            }
        }

        @Override
        public boolean willDecode(String text) {
            return true;
        }
    }

    /** Sends the number of parts of each message, and their length. */
    public static final class Parts extends Noting {
        @Override
        void begin(Session session) {
            session.addMessageHandler(String.class, new MessageHandler.Partial<>() {
                private int parts;
                private int length;

                @Override
                public void onMessage(String part, boolean last) {
                    parts++;
                    length += part.length();
                    if (last) {
                        session.getAsyncRemote().sendText(parts + " parts, " + length + " characters");
                        parts = 0;
                        length = 0;
                    }
                }
            });
        }
    }

    /** Sends one message of a number of bytes, and waits for earlier ones unless the command is "async". */
    public static final class Large extends Noting {
        @Override
        void begin(Session session) {
            Queue<String> events = events(session.getQueryString());
            session.addMessageHandler(String.class, order -> {
                if (order.equals("count")) {
                    session.getAsyncRemote().sendText(count(session));
                } else if (order.startsWith("async ")) {
                    session.getAsyncRemote().sendBinary(message(order.substring("async ".length())), result -> {
                        if (!result.isOK()) {
                            events.add("unsent " + result.getException().getMessage());
                        }
                    });
                } else {
                    try {
                        session.getBasicRemote().sendBinary(message(order));
                    } catch (IOException e) {
                        events.add("unsent " + e.getMessage());
                    }
                }
            });
        }

        private static ByteBuffer message(String size) {
            return ByteBuffer.allocate(Integer.parseInt(size));
        }
    }

    /** Receives whole messages, and sends their lengths. */
    public static final class Counted extends Noting {
        @Override
        void begin(Session session) {
            session.addMessageHandler(
                    String.class, text -> session.getAsyncRemote().sendText("of " + text.length()));
        }
    }

    /**
     * Handles "way, number, size": sends this number of messages of this size to all others, and records failed sends.
     */
    public static final class Room extends Noting {
        @Override
        void begin(Session session) {
            session.addMessageHandler(String.class, order -> {
                String[] words = order.split(" ");
                String message = "m".repeat(Integer.parseInt(words[2]));
                for (int i = 0; i < Integer.parseInt(words[1]); i++) {
                    for (Session other : session.getOpenSessions()) {
                        if (other != session) {
                            send(other, message, words[0].equals("blocking"));
                        }
                    }
                }
                session.getAsyncRemote().sendText("done");
            });
        }

        private static void send(Session receiver, String message, boolean blocking) {
            if (!blocking) {
                receiver.getAsyncRemote().sendText(message, result -> {
                    if (!result.isOK()) {
                        noteUnsent(receiver, result.getException());
                    }
                });
                return;
            }
            try {
                receiver.getBasicRemote().sendText(message);
            } catch (IOException e) {
                noteUnsent(receiver, e);
            }
        }

        private static void noteUnsent(Session receiver, Throwable failure) {
            if (receiver.isOpen()) {
                note(receiver, "unsent " + failure.getMessage());
            }
        }
    }

    /** Sends the events of a connection, one on each line. */
    public static final class Report extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(
                    String.class,
                    name -> session.getAsyncRemote()
                            .sendText(String.join("\n", EVENTS.getOrDefault(name, new ConcurrentLinkedQueue<>()))));
        }
    }
}
