package io.hawser.protocol.deflate;

import io.hawser.protocol.FrameReader;
import io.hawser.protocol.FrameWriter;
import io.hawser.protocol.MessageReader;
import io.hawser.protocol.MessageWriter;
import io.hawser.protocol.ProtocolException;
import io.hawser.protocol.RecordedMessages;
import io.hawser.protocol.Role;
import io.hawser.protocol.Rooms;
import java.nio.ByteBuffer;

/** A sender and a receiver with the extension, and the bytes between them. */
final class Wiring {

    final CountingZlib zlib = new CountingZlib();
    final RecordedMessages received = new RecordedMessages();
    final MessageWriter writer;
    final MessageReader messages;
    final PerMessageDeflate sending;
    final PerMessageDeflate receiving;
    private final FrameReader reader;
    private final Rooms rooms = new Rooms();

    Wiring(Role sender, DeflateParameters parameters, int level, long threshold) {
        Role receiver = sender == Role.SERVER ? Role.CLIENT : Role.SERVER;
        sending = new PerMessageDeflate(sender, parameters, level, threshold, zlib);
        receiving = new PerMessageDeflate(receiver, parameters, level, threshold, zlib);
        writer = new MessageWriter(sending.outgoing(new FrameWriter(sender, () -> 0x12345678, rooms)));
        messages = new MessageReader(received, -1, -1);
        reader = new FrameReader(receiver, receiving.rsv(), -1, receiving.incoming(messages));
    }

    /** A server that compresses all messages with these parameters. */
    static Wiring of(DeflateParameters parameters) {
        return new Wiring(Role.SERVER, parameters, 6, 0);
    }

    /** The bytes sent since the last call. */
    byte[] sent() {
        return rooms.bytes();
    }

    /** Delivers the sent bytes in pieces of a size. */
    void arrive(int piece) throws ProtocolException {
        arrive(sent(), piece);
    }

    /** Delivers bytes in pieces of a size. Each piece is overwritten afterwards. */
    void arrive(byte[] bytes, int piece) throws ProtocolException {
        for (int at = 0; at < bytes.length; at += piece) {
            int size = Math.min(piece, bytes.length - at);
            ByteBuffer direct =
                    ByteBuffer.allocateDirect(size).put(bytes, at, size).flip();
            reader.read(direct);
            for (int i = 0; i < size; i++) {
                direct.put(i, (byte) 0x55);
            }
        }
    }

    void close() {
        sending.close();
        receiving.close();
    }
}
