package io.hawser.examples.chat;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/**
 * Who is in a room, and what was said there last. A room exists from its first visitor to its last. Its monitor gives
 * its events one order, the same for all; nobody waits in it for a slow visitor, for every event is sent
 * asynchronously.
 */
final class Room {

    private static final int HISTORY = 50;

    private final Consumer<Room> emptied;
    private final Map<String, Session> visitors = new ConcurrentSkipListMap<>(String.CASE_INSENSITIVE_ORDER);
    private final ArrayDeque<Event.Message> history = new ArrayDeque<>();
    private long lastTime;
    private boolean closed;

    /** @param emptied told when the last visitor has left */
    Room(Consumer<Room> emptied) {
        this.emptied = emptied;
    }

    /**
     * A visitor's place in a room, under a name that nobody else has there.
     *
     * @param room the room
     * @param name the name
     */
    record Seat(Room room, String name) {

        void say(String text) {
            room.say(name, text);
        }

        void leave() {
            room.leave(name);
        }
    }

    /** {@return a place, or null where the last visitor has left just now and the room is no more} */
    synchronized Seat seat(String wantedName, Session session) {
        if (closed) {
            return null;
        }
        String name = wantedName;
        for (int number = 2; visitors.containsKey(name); number++) {
            name = wantedName + " " + number;
        }
        tellAll(new Event.Joined(name, now()));
        visitors.put(name, session);
        tell(session, new Event.Welcome(name, List.copyOf(visitors.keySet()), List.copyOf(history)).toJson());
        return new Seat(this, name);
    }

    private synchronized void say(String name, String text) {
        Event.Message message = new Event.Message(name, text, now());
        history.addLast(message);
        if (history.size() > HISTORY) {
            history.removeFirst();
        }
        tellAll(message);
    }

    private synchronized void leave(String name) {
        visitors.remove(name);
        tellAll(new Event.Left(name, now()));
        if (visitors.isEmpty()) {
            closed = true;
            emptied.accept(this);
        }
    }

    /** No two events of a room have the same time, so that a page which comes back knows what is new to it. */
    private long now() {
        lastTime = Math.max(lastTime + 1, System.currentTimeMillis());
        return lastTime;
    }

    private void tellAll(Event event) {
        String json = event.toJson();
        visitors.values().forEach(session -> tell(session, json));
    }

    private static void tell(Session session, String json) {
        session.getAsyncRemote().sendText(json, result -> afterSend(session, result));
    }

    /** Better to connect anew and read the history than to go on without an event. */
    private static void afterSend(Session session, SendResult result) {
        if (!result.isOK() && session.isOpen()) {
            try {
                session.close(new CloseReason(CloseCodes.TRY_AGAIN_LATER, "You were too slow to follow the room."));
            } catch (IOException e) {
                // The connection is gone already: onClose takes the visitor out of the room.
            }
        }
    }
}
