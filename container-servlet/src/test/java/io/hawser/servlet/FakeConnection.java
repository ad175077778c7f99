package io.hawser.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * An upgraded connection of a servlet container that enforces the Servlet contract, with the peer at its other end. A
 * violation of the contract is recorded as a fault, since an exception could be caught.
 */
public final class FakeConnection implements WebConnection {

    /** The server whose behaviour it has where the contract allows several. */
    public enum Kind {
        /** Closes in its callbacks. */
        TOMCAT(Mark.TOMCAT),
        /** Waits in the close for a peer that reads. */
        UNDERTOW(Mark.UNDERTOW),
        /** Supports buffers, and closes at once. Does not upgrade a response that is committed. */
        JETTY(Mark.JETTY),
        /**
         * Keeps the answer until it is flushed, and the connection until the {@code WebConnection} is closed. The close
         * destroys the handler, and the streams are reused.
         */
        GLASSFISH(Mark.GLASSFISH),
        /** Keeps the connection too, and closes it when no callback runs. */
        LIBERTY(Mark.LIBERTY);

        public final Mark mark;

        Kind(Mark mark) {
            this.mark = mark;
        }
    }

    private static final int TOMCATS_BUFFER = 200;

    /** A callback. */
    private interface Call {
        void run() throws IOException;
    }

    final List<String> faults = new CopyOnWriteArrayList<>();
    final AtomicInteger calls = new AtomicInteger();
    /** Whether the close waits until it is interrupted. */
    volatile boolean stuck;
    /** What Tomcat waits for between its two calls for the end of the input; {@code null} for nothing. */
    volatile CountDownLatch betweenCalls;
    /** The connection that the handler gets. */
    public final WebConnection web;

    private final Kind kind;
    private final Executor threads;
    private final Random random;
    private final boolean tellsEnd;
    private final int capacity;
    private final ReentrantLock socket = new ReentrantLock();
    private final Owner inputOwner = new Owner("input");
    private final Owner outputOwner = new Owner("output");
    private final Input input;
    private final Output output;
    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
    private HttpUpgradeHandler handler;

    // Guarded by this.
    private ReadListener reader;
    private WriteListener writer;
    private byte[] unread = {};
    /** How many of these bytes are in Tomcat's buffer, and not in the socket any more. */
    private int prefetched;

    private boolean endOfInput;
    private boolean endTold;
    private boolean dataCall;
    private boolean readWanted;
    private boolean readAllowed;
    private IOException broken;
    private byte[] unsent = {};
    private int flushed;
    private boolean peerReads = true;
    private boolean writeCalled;
    private boolean writeWanted;
    private boolean writeAllowed;
    private byte[] written;
    private byte[] asItWas;
    private boolean inputClosed;
    private boolean outputClosed;
    private boolean closeAsked;
    private int inCallbacks;
    private boolean ended;

    FakeConnection(Kind kind, Executor threads, Random random) {
        this.kind = kind;
        this.web = Fakes.of(WebConnection.class, this, kind.mark.ofConnection);
        this.threads = threads;
        this.random = random;
        this.tellsEnd = kind == Kind.TOMCAT || random.nextBoolean();
        this.capacity = 1 + random.nextInt(400);
        this.input = kind == Kind.JETTY ? new BufferInput() : new Input();
        this.output = kind == Kind.JETTY ? new BufferOutput() : new Output();
    }

    void handler(HttpUpgradeHandler made) {
        handler = made;
    }

    /** Initializes the handler. */
    void begin() {
        handler.init(web);
    }

    // The peer.

    synchronized void send(byte[] bytes) {
        byte[] more = Arrays.copyOf(unread, unread.length + bytes.length);
        System.arraycopy(bytes, 0, more, unread.length, bytes.length);
        unread = more;
        tellReader();
    }

    synchronized void endInput() {
        endOfInput = true;
        tellReader();
    }

    /** Sets whether the peer takes flushed output. */
    synchronized void reads(boolean on) {
        peerReads = on;
        take(on ? Integer.MAX_VALUE : 0);
    }

    /** Takes a part of the flushed output. */
    synchronized void take(int bytes) {
        int taken = Math.min(bytes, flushed);
        wire.write(unsent, 0, taken);
        unsent = Arrays.copyOfRange(unsent, taken, unsent.length);
        flushed -= taken;
        if (writeWanted && isRoom() && !ended) {
            tellWriter();
        }
        notifyAll();
    }

    /** Loses the connection. */
    synchronized void die() {
        if (broken == null && !ended) {
            broken = new IOException("connection reset by peer");
            unread = new byte[0];
            if (reader != null) {
                tellBroken();
            }
            notifyAll();
        }
    }

    synchronized List<String> received() {
        return Frames.read(wire.toByteArray());
    }

    synchronized boolean isEnded() {
        return ended;
    }

    synchronized boolean isCloseAsked() {
        return closeAsked;
    }

    synchronized int unread() {
        return unread.length;
    }

    // The container.

    private void call(Call call) {
        calls.incrementAndGet();
        threads.execute(() -> {
            if (kind == Kind.TOMCAT) {
                socket.lock();
            }
            callback(1);
            try {
                call.run();
            } catch (Throwable e) {
                fault("the container was thrown " + e);
            } finally {
                callback(-1);
                if (kind == Kind.TOMCAT) {
                    socket.unlock();
                }
                afterCall();
                calls.decrementAndGet();
            }
        });
    }

    private synchronized void callback(int more) {
        inCallbacks += more;
        notifyAll();
    }

    private synchronized void afterCall() {
        if (kind == Kind.TOMCAT) {
            if (closeAsked) {
                end();
            } else if (reader != null) {
                readWanted = true;
                if (unread.length > prefetched) {
                    tellReader();
                }
            }
        }
    }

    private synchronized void fault(String what) {
        faults.add(what);
    }

    private void tellReader() {
        if (reader == null || !readWanted || dataCall || broken != null || ended) {
            return;
        }
        if (unread.length > 0 || endOfInput && !tellsEnd) {
            readWanted = false;
            dataCall = true;
            call(() -> {
                synchronized (this) {
                    dataCall = false;
                    prefetch();
                }
                reader.onDataAvailable();
            });
        } else if (endOfInput) {
            tellEnd();
        }
    }

    /** Tomcat reads before it calls, and before {@code isReady} returns true. */
    private void prefetch() {
        if (kind == Kind.TOMCAT && prefetched == 0) {
            prefetched = Math.min(unread.length, TOMCATS_BUFFER);
        }
    }

    private void tellEnd() {
        if (!endTold) {
            endTold = true;
            call(
                    kind == Kind.TOMCAT && (betweenCalls != null || random.nextBoolean())
                            ? this::tellEndAsError
                            : reader::onAllDataRead);
        }
    }

    /** As Tomcat tells of an end that it finds before it has called. */
    private void tellEndAsError() throws IOException {
        reader.onError(new EOFException());
        if (betweenCalls != null) {
            try {
                betweenCalls.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
        reader.onDataAvailable();
    }

    private void tellWriter() {
        writeWanted = false;
        call(() -> {
            synchronized (this) {
                writeCalled = true;
            }
            writer.onWritePossible();
        });
    }

    private void tellBroken() {
        call(() -> reader.onError(broken));
        if (writer != null) {
            call(() -> writer.onError(broken));
        }
        end();
    }

    private boolean isRoom() {
        return written == null && unsent.length < capacity;
    }

    private synchronized void end() {
        if (!ended) {
            ended = true;
            notifyAll();
            calls.incrementAndGet();
            threads.execute(() -> {
                handler.destroy();
                calls.decrementAndGet();
            });
        }
    }

    @Override
    public ServletInputStream getInputStream() {
        return input;
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return output;
    }

    /** Closes at once, within a callback, after the next callback, or after waiting for the peer unless interrupted. */
    @Override
    public synchronized void close() throws IOException {
        if (closeAsked) {
            fault("the connection was closed twice");
        }
        if (closeAsked || ended) {
            return;
        }
        closeAsked = true;
        flushed = unsent.length;
        take(peerReads ? Integer.MAX_VALUE : 0);
        switch (kind) {
            case TOMCAT -> {}
            case JETTY -> end();
            case UNDERTOW -> endWhen(() -> unsent.length == 0);
            case LIBERTY -> endWhen(() -> inCallbacks == 0 && !stuck);
            case GLASSFISH -> {
                handler.destroy();
                inputOwner.enter();
                outputOwner.enter();
                end();
            }
        }
    }

    private void endWhen(BooleanSupplier condition) throws IOException {
        try {
            while (!condition.getAsBoolean() && !ended) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        } finally {
            end();
        }
    }

    private void closed() {
        if (inputClosed && outputClosed) {
            flushed = unsent.length;
            take(peerReads ? Integer.MAX_VALUE : 0);
            if (kind != Kind.GLASSFISH && kind != Kind.LIBERTY) {
                end();
            }
        }
    }

    /** Finds two threads in one stream. */
    private final class Owner {
        private final AtomicInteger inside = new AtomicInteger();
        private final String name;

        Owner(String name) {
            this.name = name;
        }

        void enterWithinCalls() {
            // Tomcat itself reads from the socket before it calls.
            check(
                    kind != Kind.TOMCAT || socket.isHeldByCurrentThread(),
                    "the " + name + " was used outside of the container's calls");
            enter();
        }

        void enter() {
            if (inside.getAndIncrement() != 0) {
                fault("two threads use the " + name + " at once");
            }
            Thread.yield();
        }

        void leave() {
            inside.decrementAndGet();
        }
    }

    /** Supports only arrays, and does not report the number of available bytes. */
    private class Input extends ServletInputStream {

        @Override
        public boolean isReady() {
            inputOwner.enterWithinCalls();
            try {
                if (findsEnd()) {
                    reader.onError(new EOFException());
                    return false;
                }
                return ready();
            } finally {
                inputOwner.leave();
            }
        }

        /** {@return whether Tomcat finds the end of the input now, and tells of it within this call} */
        private boolean findsEnd() {
            synchronized (FakeConnection.this) {
                boolean finds =
                        kind == Kind.TOMCAT && endOfInput && !endTold && unread.length == 0 && random.nextInt(4) == 0;
                endTold |= finds;
                return finds;
            }
        }

        private boolean ready() {
            synchronized (FakeConnection.this) {
                check(reader != null, "the input was asked before it had a listener");
                if (unread.length > 0 || broken != null || ended || endOfInput && !tellsEnd) {
                    prefetch();
                    readAllowed = true;
                    return true;
                }
                readWanted = true;
                tellReader();
                return false;
            }
        }

        @Override
        public int available() {
            return 0;
        }

        @Override
        public int read() {
            throw new AssertionError("nobody reads single bytes");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            inputOwner.enterWithinCalls();
            try {
                return take(bytes, offset, length);
            } finally {
                inputOwner.leave();
            }
        }

        final int take(byte[] bytes, int offset, int length) throws IOException {
            synchronized (FakeConnection.this) {
                check(readAllowed, "the input was read without isReady()");
                readAllowed = false;
                if (broken != null || ended) {
                    throw new IOException("connection reset by peer");
                }
                if (unread.length == 0) {
                    endTold = true;
                    return -1;
                }
                // Sometimes a read returns nothing, although the stream was ready.
                int count = Math.min(Math.min(length, unread.length), random.nextInt(100));
                System.arraycopy(unread, 0, bytes, offset, count);
                unread = Arrays.copyOfRange(unread, count, unread.length);
                prefetched = Math.max(0, prefetched - count);
                if (unread.length == 0 && endOfInput && tellsEnd) {
                    // As early as possible: the call of the reader has not returned.
                    tellEnd();
                }
                return count;
            }
        }

        @Override
        public boolean isFinished() {
            inputOwner.enter();
            try {
                synchronized (FakeConnection.this) {
                    return endTold && unread.length == 0;
                }
            } finally {
                inputOwner.leave();
            }
        }

        @Override
        public void setReadListener(ReadListener listener) {
            synchronized (FakeConnection.this) {
                check(reader == null, "the input has a listener already");
                reader = listener;
                readWanted = true;
                if (broken != null) {
                    tellBroken();
                } else {
                    tellReader();
                }
            }
        }

        @Override
        public void close() {
            synchronized (FakeConnection.this) {
                inputClosed = true;
                closed();
            }
        }
    }

    /** Supports buffers too. */
    private final class BufferInput extends Input {

        @Override
        public int read(ByteBuffer buffer) throws IOException {
            byte[] bytes = new byte[buffer.remaining()];
            int count = read(bytes, 0, bytes.length);
            if (count > 0) {
                buffer.put(bytes, 0, count);
            }
            return count;
        }
    }

    /** Uses whole arrays, regardless of offset and length. */
    private class Output extends ServletOutputStream {

        @Override
        public boolean isReady() {
            outputOwner.enter();
            try {
                synchronized (FakeConnection.this) {
                    check(writeCalled, "the output was asked before the container has called");
                    writeAllowed = isRoom() || broken != null || ended;
                    writeWanted = !writeAllowed;
                    if (writeWanted && kind == Kind.TOMCAT) {
                        push();
                    }
                    return writeAllowed;
                }
            } finally {
                outputOwner.leave();
            }
        }

        @Override
        public void write(int octet) throws IOException {
            take(new byte[] {(byte) octet});
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            take(bytes.clone());
        }

        final void take(byte[] bytes) throws IOException {
            outputOwner.enter();
            try {
                synchronized (FakeConnection.this) {
                    allowed("written");
                    append(bytes);
                }
            } finally {
                outputOwner.leave();
            }
        }

        final void allowed(String what) throws IOException {
            // A channel of java.nio would be closed by the interrupt.
            check(!Thread.currentThread().isInterrupted(), "the output was " + what + " by an interrupted thread");
            check(writeAllowed, "the output was " + what + " without isReady()");
            writeAllowed = false;
            if (broken != null || ended) {
                throw new IOException("broken pipe");
            }
        }

        final void append(byte[] bytes) {
            byte[] more = Arrays.copyOf(unsent, unsent.length + bytes.length);
            System.arraycopy(bytes, 0, more, unsent.length, bytes.length);
            unsent = more;
            // Bytes in Tomcat's buffer stay there until a flush, or until the buffer is full.
            if (unsent.length >= capacity && kind != Kind.TOMCAT) {
                push();
            }
        }

        final void push() {
            flushed = unsent.length;
            if (peerReads) {
                if (kind != Kind.TOMCAT) {
                    FakeConnection.this.take(1 + random.nextInt(2 * capacity));
                }
                if (flushed > 0) {
                    threads.execute(() -> {
                        synchronized (FakeConnection.this) {
                            FakeConnection.this.take(peerReads ? Integer.MAX_VALUE : 0);
                        }
                    });
                }
            }
        }

        @Override
        public void flush() throws IOException {
            outputOwner.enter();
            try {
                synchronized (FakeConnection.this) {
                    allowed("flushed");
                    push();
                }
            } finally {
                outputOwner.leave();
            }
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            synchronized (FakeConnection.this) {
                check(writer == null, "the output has a listener already");
                writer = listener;
                if (broken == null) {
                    tellWriter();
                }
            }
        }

        @Override
        public void close() {
            synchronized (FakeConnection.this) {
                outputClosed = true;
                closed();
            }
        }
    }

    /** Supports buffers too, and uses a written buffer until it is ready again. */
    private final class BufferOutput extends Output {

        @Override
        public void write(ByteBuffer buffer) throws IOException {
            outputOwner.enter();
            try {
                synchronized (FakeConnection.this) {
                    allowed("written");
                    written = buffer.array();
                    asItWas = written.clone();
                    byte[] bytes = new byte[buffer.remaining()];
                    buffer.get(bytes);
                    threads.execute(() -> sent(bytes));
                }
            } finally {
                outputOwner.leave();
            }
        }

        private void sent(byte[] bytes) {
            synchronized (FakeConnection.this) {
                check(Arrays.equals(written, asItWas), "an array was changed before it was written");
                written = null;
                append(bytes);
                if (writeWanted && isRoom() && !ended) {
                    tellWriter();
                }
            }
        }
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            fault(otherwise);
            throw new IllegalStateException(otherwise);
        }
    }
}
