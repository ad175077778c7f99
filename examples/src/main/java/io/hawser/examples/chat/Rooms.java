package io.hawser.examples.chat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.websocket.Session;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rooms that have visitors. Where CDI runs this is a bean, one for each application; elsewhere nobody looks at the
 * annotation, whose class need not even be there.
 */
@ApplicationScoped
class Rooms {

    private final Map<String, Room> rooms = new ConcurrentHashMap<>();

    /** Lets a visitor in, under the wanted name or, where that is taken, under one with a number. */
    Room.Seat enter(String roomName, String wantedName, Session session) {
        Room.Seat seat;
        do {
            seat = rooms.computeIfAbsent(roomName, this::open).seat(wantedName, session);
        } while (seat == null);
        return seat;
    }

    private Room open(String roomName) {
        return new Room(room -> rooms.remove(roomName, room));
    }
}
