package io.hawser.tck.servlet.app;

import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** Echoes, and counts its sessions. */
public final class RoomApp {

    private static final AtomicInteger CLOSED = new AtomicInteger();

    private RoomApp() {}

    /** The path is equal in all applications with this endpoint. */
    @ServerEndpoint("/room")
    public static final class Room {
        @OnMessage
        public String answer(String text, Session session) throws IOException {
            return switch (text) {
                case "count" -> String.valueOf(session.getOpenSessions().size());
                case "closed" -> String.valueOf(CLOSED.get());
                case "secure" -> String.valueOf(session.isSecure());
                case "limit" -> String.valueOf(session.getMaxTextMessageBufferSize());
                case "flood" -> {
                    session.getBasicRemote().sendBinary(ByteBuffer.allocate(8 << 20));
                    yield "flooded";
                }
                default -> text;
            };
        }

        @OnClose
        public void onClose(CloseReason reason) {
            CLOSED.incrementAndGet();
        }
    }

    /** An endpoint with a path parameter, next to the room without one. */
    @ServerEndpoint("/{name}")
    public static final class Named {
        @OnMessage
        public String answer(String text, @PathParam("name") String name) {
            return name + ": " + text;
        }
    }
}
