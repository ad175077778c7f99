package io.hawser.tck.fuzz;

import io.hawser.tck.fuzz.Events.Event;
import java.util.List;

/**
 * What an implementation has made of the bytes of a peer.
 *
 * @param events the whole messages and control frames that it has reported
 * @param failure the close code with which it failed the connection, 0 if it did not
 */
record Outcome(List<Event> events, int failure) {

    /** {@return whether nothing ends the connection, so that more may come of further bytes} */
    boolean isOpen() {
        return failure == 0 && (events.isEmpty() || !(events.get(events.size() - 1) instanceof Events.Closed));
    }

    /** {@return the close code of the Close frame that came last, 0 if there is none} */
    int closed() {
        return !events.isEmpty() && events.get(events.size() - 1) instanceof Events.Closed closed ? closed.code() : 0;
    }

    /** {@return whether the other has the same events, or the same but for a Close frame at its end} */
    boolean agreesUpToClose(Outcome other) {
        int end = other.closed() == 0 ? other.events.size() : other.events.size() - 1;
        return events.equals(other.events.subList(0, end));
    }
}
