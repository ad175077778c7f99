package io.hawser.session.output;

import io.hawser.session.memory.Share;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;

/**
 * The message of a session that is being sent in parts, if there is one, and the asynchronous sends that wait for its
 * end. Guarded by the connection's lock.
 */
final class PartialMessage {

    /** A message that was accepted and not encoded. */
    record Waiting(int size, OutgoingMessage message, boolean exempt, PendingSend send) {}

    private final Share share;
    private final Queue<Waiting> waiting = new ArrayDeque<>(0);
    private long waitingBytes;
    private Object owner;
    /** The thread that has sent the last part. Threads that are about to wait read it without the lock. */
    private volatile Thread thread;

    /** @param share counts the memory of waiting messages */
    PartialMessage(Share share) {
        this.share = share;
    }

    boolean isOf(Object sender) {
        return owner == sender;
    }

    /** {@return whether a message can be sent now} */
    boolean isOver() {
        return owner == null && waiting.isEmpty();
    }

    void sent(Object sender, boolean last) {
        owner = last ? null : sender;
        thread = last ? null : Thread.currentThread();
    }

    void checkNotOfThisThread() {
        if (thread == Thread.currentThread()) {
            throw new IllegalStateException("this thread has sent a part of a message that is still open: "
                    + "its last part has to be sent before another message");
        }
    }

    void add(Waiting message) {
        share.queue(message.size());
        waiting.add(message);
        waitingBytes += message.size();
        message.send().waitsBehind(this);
    }

    /** {@return the message that has waited longest, or {@code null} if none waits} */
    Waiting first() {
        return waiting.peek();
    }

    boolean remove(PendingSend send) {
        for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
            Waiting message = all.next();
            if (message.send() == send) {
                all.remove();
                waitingBytes -= message.size();
                share.unqueue(message.size());
                send.waitsBehind(null);
                return true;
            }
        }
        return false;
    }

    /** {@return the completions of the waiting messages, which will not be sent} */
    List<SendCompletion> discard() {
        List<SendCompletion> lost = new ArrayList<>();
        for (Waiting message : waiting) {
            message.send().waitsBehind(null);
            lost.add(message.send());
        }
        waiting.clear();
        share.unqueue(waitingBytes);
        waitingBytes = 0;
        return lost;
    }

    long waitingBytes() {
        return waitingBytes;
    }
}
