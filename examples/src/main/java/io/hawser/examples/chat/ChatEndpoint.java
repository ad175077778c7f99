package io.hawser.examples.chat;

import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.Principal;
import java.util.List;

/**
 * One visitor of the chat. The container makes an instance for each connection, so that a visitor is the fields of one
 * object. The path names the room, the query the visitor: {@code /chat/harbour?name=Ada}; who has logged in has that
 * name instead. A visitor sends plain text and receives {@link Event}s as JSON.
 */
@ServerEndpoint("/chat/{room}")
public class ChatEndpoint {

    private static final Logger LOG = System.getLogger(ChatEndpoint.class.getName());

    private static final Rooms ROOMS = new Rooms();

    private final Rooms rooms;
    private Room.Seat seat;

    /** Called where there is no CDI: all visitors share the same rooms. */
    public ChatEndpoint() {
        this(ROOMS);
    }

    @Inject
    ChatEndpoint(Rooms rooms) {
        this.rooms = rooms;
    }

    /**
     * A visitor comes in.
     *
     * @param session the visitor's connection
     * @param roomName which room
     * @throws IOException if the connection fails
     */
    @OnOpen
    public void open(Session session, @PathParam("room") String roomName) throws IOException {
        if (!Wording.isRoomName(roomName)) {
            session.close(new CloseReason(
                    CloseCodes.VIOLATED_POLICY, "A room's name is 1 to 32 letters, digits and hyphens."));
            return;
        }
        seat = rooms.enter(roomName, Wording.name(name(session)), session);
    }

    private static String name(Session session) {
        Principal user = session.getUserPrincipal();
        if (user != null) {
            return user.getName();
        }
        return session.getRequestParameterMap()
                .getOrDefault("name", List.of(""))
                .get(0);
    }

    /**
     * A visitor says something. A longer message than the container lets pass closes the connection with 1009.
     *
     * @param text what the visitor typed
     */
    @OnMessage(maxMessageSize = 8_000)
    public void message(String text) {
        String said = Wording.message(text);
        if (seat != null && !said.isEmpty()) {
            seat.say(said);
        }
    }

    /** A visitor goes, by will or by accident. */
    @OnClose
    public void close() {
        if (seat != null) {
            seat.leave();
        }
    }

    /**
     * Something failed. The container closes the connection where it has to.
     *
     * @param session the visitor's connection
     * @param failure what failed
     */
    @OnError
    public void error(Session session, Throwable failure) {
        LOG.log(Level.INFO, "Chat session {0}: {1}", session.getId(), failure.toString());
    }
}
