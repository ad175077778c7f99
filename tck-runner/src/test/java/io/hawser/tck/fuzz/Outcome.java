package io.hawser.tck.fuzz;

import io.hawser.tck.fuzz.Events.Event;
import java.util.List;

/**
 * The outcome of an implementation for the bytes of a peer.
 *
 * @param events the reported whole messages and control frames
 * @param failure the close code with which it failed the connection, or 0
 */
record Outcome(List<Event> events, int failure) {

    /** {@return whether the connection is open, and further bytes may cause further events} */
    boolean isOpen() {
        return failure == 0 && (events.isEmpty() || !(events.get(events.size() - 1) instanceof Events.Closed));
    }

    /** {@return the close code of the last Close frame, 0 if there is none} */
    int closed() {
        return !events.isEmpty() && events.get(events.size() - 1) instanceof Events.Closed closed ? closed.code() : 0;
    }

    /** {@return whether the other outcome has the same events, except for a Close frame at its end} */
    boolean agreesUpToClose(Outcome other) {
        int end = other.closed() == 0 ? other.events.size() : other.events.size() - 1;
        return events.equals(other.events.subList(0, end));
    }
}
