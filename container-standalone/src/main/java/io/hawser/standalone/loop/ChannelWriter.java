package io.hawser.standalone.loop;

/** An object that has output for a channel of a loop. */
public abstract class ChannelWriter extends Inbox.Item<ChannelWriter> {

    /** Creates a writer that is in no list. */
    protected ChannelWriter() {}

    /** Writes the output. Called by the leader of the loop. */
    protected abstract void write();
}
