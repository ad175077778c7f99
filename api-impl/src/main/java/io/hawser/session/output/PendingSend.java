package io.hawser.session.output;

import io.hawser.Setting;
import io.hawser.transport.Transport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** An asynchronous send whose result is not known. It cannot be cancelled: an accepted frame will be sent. */
public final class PendingSend implements SendCompletion, Future<Void> {

    private final Transport transport;
    private final long timeoutMillis;
    private final SendCompletion listener;
    private final AtomicBoolean completed = new AtomicBoolean();
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile Throwable failure;
    /** The partial message that this waits for, or {@code null}; changed under the connection's lock. */
    private volatile PartialMessage behind;

    private long deadline;
    private boolean deadlineSet;

    /**
     * Makes a send without a result.
     *
     * @param transport called before a thread waits for the result
     * @param timeoutMillis the send timeout in milliseconds; 0 for none
     * @param listener receives the result
     */
    public PendingSend(Transport transport, long timeoutMillis, SendCompletion listener) {
        this.transport = transport;
        this.timeoutMillis = timeoutMillis;
        this.listener = listener;
    }

    @Override
    public void complete(Throwable cause) {
        completeFirst(cause);
    }

    /**
     * Completes this send, unless it was completed before.
     *
     * @param cause the reason why the message was not sent, or {@code null} if it was
     * @return whether this call has completed it
     */
    public boolean completeFirst(Throwable cause) {
        boolean first = completed.compareAndSet(false, true);
        if (first) {
            failure = cause;
            done.countDown();
            listener.complete(cause);
        }
        return first;
    }

    /** {@return the exception for a message that takes too long} */
    public IOException timeout() {
        return new SocketTimeoutException("a message was not written within its send timeout of " + timeoutMillis
                + " ms (the setting " + Setting.ASYNC_SEND_TIMEOUT.key() + " or setSendTimeout)");
    }

    /** {@return whether there is a listener} */
    public boolean hasListener() {
        return listener != NOBODY;
    }

    /**
     * {@return the reason why the message was not sent; {@code null} if it was sent, or if the result is not known yet}
     */
    public Throwable failure() {
        return failure;
    }

    /** Sets the partial message that this waits for from now on, {@code null} for none. */
    void waitsBehind(PartialMessage message) {
        behind = message;
    }

    /** {@return the send timeout in milliseconds; 0 for none} */
    public long timeoutMillis() {
        return timeoutMillis;
    }

    /**
     * {@return whether the send timeout has passed} It begins with the first call.
     *
     * @param now the time in nanoseconds, as of {@link Transport#nanoTime()}
     */
    public boolean expired(long now) {
        if (!deadlineSet) {
            deadlineSet = true;
            deadline = now + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        }
        return now - deadline >= 0;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return false;
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public boolean isDone() {
        return done.getCount() == 0;
    }

    @Override
    public Void get() throws InterruptedException, ExecutionException {
        beforeWaiting();
        done.await();
        return result();
    }

    @Override
    public Void get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        beforeWaiting();
        if (!done.await(timeout, unit)) {
            throw new TimeoutException("the message is not written yet");
        }
        return result();
    }

    /**
     * Waits until the message is written.
     *
     * @throws IOException if it was not written
     */
    public void await() throws IOException {
        beforeWaiting();
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a message to be written");
        }
        if (failure != null) {
            throw new SessionOverException("the message was not written", failure);
        }
    }

    /**
     * Checks that this send can end at all, and tells the transport that a thread is going to wait.
     *
     * @throws IllegalStateException if this waits for the end of a partial message, which the calling thread has to
     *     send
     */
    private void beforeWaiting() {
        PartialMessage before = behind;
        if (before != null) {
            before.checkNotOfThisThread();
        }
        if (!isDone()) {
            transport.requestWrite(false);
        }
        if (!isDone()) {
            transport.beforeBlocking();
        }
    }

    private Void result() throws ExecutionException {
        if (failure != null) {
            throw new ExecutionException(failure);
        }
        return null;
    }
}
