package io.hawser.tck.fuzz;

import io.hawser.protocol.FrameReader;
import io.hawser.protocol.FrameWriter;
import io.hawser.protocol.MessageReader;
import io.hawser.protocol.MessageWriter;
import io.hawser.protocol.ProtocolException;
import io.hawser.protocol.Role;
import io.hawser.tck.fuzz.Events.Event;
import io.hawser.tck.fuzz.Events.Failed;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Arbitrary bytes from a peer of either role. The events do not depend on the pieces. Memory is used as bytes arrive.
 * The only failure is a {@link ProtocolException}, after which no event follows. The events can be written and read
 * again.
 *
 * <p>Input: a byte of options, a byte with the number of pieces, the sizes of the pieces, the bytes from the peer.
 */
public final class FramesTarget {

    private static final int LIMIT = 100;

    private final Role role;
    private final boolean wholeText;
    private final boolean wholeBinary;
    private final int limit;

    private FramesTarget(int options) {
        role = (options & 1) == 0 ? Role.SERVER : Role.CLIENT;
        wholeText = (options & 2) == 0;
        wholeBinary = (options & 4) == 0;
        limit = (options & 8) == 0 ? -1 : LIMIT;
    }

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        int options = input.next();
        Pieces pieces = new Pieces(input.some(), options >> 4);
        new FramesTarget(options).run(input.rest(), pieces);
    }

    private void run(byte[] sent, Pieces pieces) {
        // Two bytes may begin a message, for which 8 KiB are allocated. An announced length allocates nothing.
        List<Event> events =
                Memory.bounded(256 * 1024 + 6 * 1024L * sent.length, () -> read(sent, Pieces.WHOLE, limit));

        Check.same(read(sent, pieces, limit), events, "the events of pieces");
        Check.same(read(sent, Pieces.SINGLE_BYTES, limit), events, "the events of single bytes");

        List<Event> complete =
                events.stream().filter(event -> !(event instanceof Failed)).toList();
        // Fragmented messages are written as one frame, which has its own limit.
        Check.same(read(write(complete, pieces), pieces, -1), complete, "the events that were written and read");
    }

    private List<Event> read(byte[] sent, Pieces pieces, int limit) {
        Events events = new Events();
        MessageReader messages = new MessageReader(events, -1, -1);
        messages.maxTextMessageSize(limit);
        messages.maxBinaryMessageSize(limit);
        messages.wholeText(wholeText);
        messages.wholeBinary(wholeBinary);
        FrameReader reader = new FrameReader(role, 0, limit, messages);

        boolean failed = false;
        for (ByteBuffer piece : pieces.of(sent)) {
            int end = piece.limit();
            int known = events.count();
            try {
                reader.read(piece);
                Check.that(!failed || events.count() == known, "events after a failure");
            } catch (ProtocolException e) {
                Check.that(!failed, "a failure after a failure");
                Check.that(e.status().isSendable(), "a failure that no Close frame can tell: " + e.status());
                Check.loggable(e);
                failed = true;
                events.failed(e);
            }
            Check.that(piece.position() == end && piece.limit() == end, "a buffer that is not consumed");
        }
        return events.settled();
    }

    private byte[] write(List<Event> events, Pieces pieces) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        Room room = new Room(written, pieces.kind());
        int[] key = {0x37FA213D};
        Role peer = role == Role.SERVER ? Role.CLIENT : Role.SERVER;
        FrameWriter frames = new FrameWriter(peer, () -> key[0] *= 31, room);
        try {
            Events.write(events, new MessageWriter(frames));
        } catch (ProtocolException e) {
            throw new AssertionError("writing failed", e);
        }
        room.take();
        return written.toByteArray();
    }
}
