package io.hawser.standalone.loop;

import io.hawser.log.Log;
import io.hawser.log.RareLine;
import java.lang.System.Logger.Level;

/**
 * The writers that have output for the channels of a loop. Any thread adds them, and the leader of the loop runs them.
 */
final class ChannelWriters {

    private static final RareLine FAULTS = new RareLine(Log.of(ChannelWriters.class), Level.ERROR);

    private final Inbox<ChannelWriter> added = new Inbox<>();
    /** The writers that are not in the inbox any more. Used only by the leader; others may test it for {@code null}. */
    private ChannelWriter due;

    void add(ChannelWriter writer) {
        added.add(writer);
    }

    boolean isEmpty() {
        return added.isEmpty() && due == null;
    }

    /** Makes the writers write. Called by the leader of the loop. */
    void run() {
        // After a failure that ends this method, such as a lack of stack, the next call goes on with the others.
        if (due == null) {
            due = added.takeAll();
        }
        while (due != null) {
            ChannelWriter writer = due;
            due = writer.leave();
            write(writer);
        }
    }

    /** Makes a writer write. A failure must not keep the others from writing. */
    private static void write(ChannelWriter writer) {
        try {
            writer.write();
        } catch (Throwable e) {
            FAULTS.tell("a connection could not be aborted", e);
        }
    }
}
