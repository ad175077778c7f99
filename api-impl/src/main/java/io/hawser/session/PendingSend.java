package io.hawser.session;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** An asynchronous send whose end somebody awaits. It cannot be cancelled: a frame that is accepted will be sent. */
final class PendingSend implements SendCompletion, Future<Void> {

    private final Transport transport;
    private final long timeoutMillis;
    private final SendCompletion listener;
    private final AtomicBoolean completed = new AtomicBoolean();
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile Throwable failure;
    /** What this waits behind, if it does; changed under the connection's lock. */
    private volatile PartialMessage behind;

    private long deadline;
    private boolean deadlineSet;

    PendingSend(Transport transport, long timeoutMillis, SendCompletion listener) {
        this.transport = transport;
        this.timeoutMillis = timeoutMillis;
        this.listener = listener;
    }

    @Override
    public void complete(Throwable cause) {
        completeFirst(cause);
    }

    /** Completes, if nobody has done so before; {@return whether this did} */
    boolean completeFirst(Throwable cause) {
        boolean first = completed.compareAndSet(false, true);
        if (first) {
            failure = cause;
            done.countDown();
            listener.complete(cause);
        }
        return first;
    }

    /** {@return what is told where the message takes too long} */
    IOException timeout() {
        return new SocketTimeoutException("a message was not written within its send timeout of " + timeoutMillis
                + " ms (the setting " + Setting.ASYNC_SEND_TIMEOUT.key() + " or setSendTimeout)");
    }

    /** {@return whether somebody hears what comes of it without asking} */
    boolean hasListener() {
        return listener != NOBODY;
    }

    /** {@return why it was not sent; {@code null} where it was, or that is not known yet} */
    Throwable failure() {
        return failure;
    }

    /** Says what this waits behind from now on, {@code null} for nothing. */
    void waitsBehind(PartialMessage message) {
        behind = message;
    }

    long timeoutMillis() {
        return timeoutMillis;
    }

    /** Called by the ticking thread alone. */
    boolean expired(long now) {
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
     * @throws IOException where it was not
     */
    void await() throws IOException {
        beforeWaiting();
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a message to be written");
        }
        if (failure != null) {
            throw new IOException("the message was not written", failure);
        }
    }

    /**
     * Looks whether this can end at all, and says that a thread is going to wait.
     *
     * @throws IllegalStateException where this waits for the end of a message which the calling thread has to send
     */
    private void beforeWaiting() {
        PartialMessage before = behind;
        if (before != null) {
            before.checkNotOfThisThread();
        }
        if (!isDone()) {
            transport.requestWrite(false);
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
