package io.hawser.session;

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
    record Waiting(int size, Encoding encoding, PendingSend send) {}

    private final Queue<Waiting> waiting = new ArrayDeque<>(0);
    private long waitingBytes;
    private Object owner;
    /** Who has sent the last part; read without the lock by those who are about to wait. */
    private volatile Thread thread;

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
        waiting.add(message);
        waitingBytes += message.size();
        message.send().waitsBehind(this);
    }

    /** {@return the message that waits longest, or {@code null}} */
    Waiting first() {
        return waiting.peek();
    }

    boolean remove(PendingSend send) {
        for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
            Waiting message = all.next();
            if (message.send() == send) {
                all.remove();
                waitingBytes -= message.size();
                send.waitsBehind(null);
                return true;
            }
        }
        return false;
    }

    /** {@return those whose turn will not come} */
    List<SendCompletion> discard() {
        List<SendCompletion> lost = new ArrayList<>();
        for (Waiting message : waiting) {
            message.send().waitsBehind(null);
            lost.add(message.send());
        }
        waiting.clear();
        waitingBytes = 0;
        return lost;
    }

    long waitingBytes() {
        return waitingBytes;
    }
}
