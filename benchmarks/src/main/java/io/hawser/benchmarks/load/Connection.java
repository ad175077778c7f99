package io.hawser.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One connection of a load, from the opening handshake to the closing one. */
final class Connection implements Loop.Ready, MessageCheck.Listener {

    /** What decides what is sent. Its methods may send; that is written together afterwards. */
    interface Owner {

        /** The connection is open. */
        void opened(Connection connection);

        /** A message has come that is right; {@code now} is the time of its arrival. */
        void received(Connection connection, long now);

        /** The closing handshake, which this end began, is over. */
        void closed(Connection connection) throws IOException;
    }

    private static final byte[] NORMAL = {1000 >> 8, (byte) 1000};

    private final Owner owner;
    private final Opening opening;
    private final Messages messages;
    private final MessageCheck check;
    private final FrameParser parser;
    private final SocketChannel channel = SocketChannel.open();

    /** What has come of the response; null when the connection is open. */
    private StringBuilder head = new StringBuilder();

    /** The run of messages that is being written. */
    private final ByteBuffer run;

    /** What is written between two runs: the request, a Pong, the Close frame; null for nothing. */
    private ByteBuffer other;

    private SelectionKey key;
    private long sent;
    private int owed;
    private long lastSentAt;
    private long now;
    private boolean closing;
    private boolean ended;

    Connection(Owner owner, Opening opening, Messages messages, boolean deflate) throws IOException {
        this.owner = owner;
        this.opening = opening;
        this.messages = messages;
        this.check = new MessageCheck(messages, deflate, this);
        this.parser = new FrameParser(check);
        this.run = messages.frames().limit(0);
        this.other = opening.request();
    }

    void connect(Loop loop, InetSocketAddress address) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        key = loop.register(channel, 0, this);
        key.interestOps(channel.connect(address) ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT);
    }

    /** {@return the time at which the last message was sent, as of {@link System#nanoTime()}} */
    long lastSentAt() {
        return lastSentAt;
    }

    /** Sends the next messages. There may never be more in flight than the load says. */
    void send(int count) {
        owed += count;
    }

    /** Sends messages outside of {@link Owner}'s methods. */
    void sendNow(int count) throws IOException {
        send(count);
        now = System.nanoTime();
        write();
    }

    /** Begins the closing handshake. */
    void close() {
        closing = true;
        other = ByteBuffer.wrap(Frames.masked(Frames.CLOSE, NORMAL, 0x12345678));
    }

    /** Begins the closing handshake outside of {@link Owner}'s methods. */
    void closeNow() throws IOException {
        close();
        write();
    }

    @Override
    public void ready(ByteBuffer input) throws IOException {
        if (key.isConnectable()) {
            channel.finishConnect();
        }
        if (key.isReadable()) {
            read(input);
        }
        if (ended) {
            check.close();
            channel.close();
            owner.closed(this);
        } else {
            write();
        }
    }

    private void read(ByteBuffer input) throws IOException {
        int count = channel.read(input);
        now = System.nanoTime();
        if (count < 0) {
            throw new LoadException("the server ended a connection");
        }
        input.flip();
        if (head != null) {
            if (!opening.read(head, input)) {
                return;
            }
            head = null;
            owner.opened(this);
        }
        parser.read(input);
    }

    @Override
    public void message() {
        owner.received(this, now);
    }

    @Override
    public void control(int opcode, ByteBuffer payload) throws LoadException {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        if (opcode == Frames.CLOSE) {
            if (!closing) {
                throw new LoadException("the server closed a connection: "
                        + (bytes.length < 2
                                ? "without a code"
                                : ByteBuffer.wrap(bytes).getShort()));
            }
            ended = true;
        } else if (opcode == Frames.PING && !closing) {
            other = ByteBuffer.wrap(Frames.masked(Frames.PONG, bytes, 0x12345678));
        }
    }

    private void write() throws IOException {
        boolean written = isWritten(run);
        if (written && other != null && isWritten(other)) {
            other = null;
        }
        if (written && other == null && owed > 0) {
            messages.select(run, sent, owed);
            sent += owed;
            owed = 0;
            lastSentAt = now;
            written = isWritten(run);
        }
        int interest = written && other == null ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }

    private boolean isWritten(ByteBuffer bytes) throws IOException {
        if (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        return !bytes.hasRemaining();
    }
}
