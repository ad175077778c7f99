package io.hawser.tck.fuzz;

import io.hawser.protocol.FrameReader;
import io.hawser.protocol.MessageReader;
import io.hawser.protocol.ProtocolException;
import io.hawser.protocol.Role;
import io.hawser.protocol.deflate.DeflateParameters;
import io.hawser.protocol.deflate.PerMessageDeflate;
import io.hawser.tck.fuzz.Events.Event;
import io.hawser.tck.fuzz.Events.Failed;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Arbitrary bytes from a peer with permessage-deflate. The events do not depend on the pieces, and equal zlib's result
 * for whole messages. Memory is bounded by the limit of messages, and zlib's memory is released.
 *
 * <p>Input: a byte of options, a byte with the window bits, a byte with the number of pieces, the sizes of the pieces,
 * the bytes from the peer.
 */
public final class InflateTarget {

    private static final int SMALL = 1_000;
    private static final int LARGE = 200_000;

    private final Role role;
    private final boolean whole;
    private final int limit;
    private final DeflateParameters parameters;

    private InflateTarget(int options, int window) {
        role = (options & 1) == 0 ? Role.SERVER : Role.CLIENT;
        whole = (options & 2) == 0;
        limit = (options & 4) == 0 ? LARGE : SMALL;
        boolean noTakeover = (options & 8) != 0;
        int bits = DeflateParameters.MAX_WINDOW_BITS - (window & 7);
        parameters = new DeflateParameters(noTakeover, noTakeover, bits, bits);
    }

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        int options = input.next();
        int window = input.next();
        Pieces pieces = new Pieces(input.some(), options >> 4);
        new InflateTarget(options, window).run(input.rest(), pieces);
    }

    private void run(byte[] sent, Pieces pieces) {
        // Each message may use 8 KiB for its parts, and the window once.
        boolean bounded = whole && limit == SMALL;
        long most = bounded ? 512 * 1024 + 6 * 1024L * sent.length : Long.MAX_VALUE;
        List<Event> events = Memory.bounded(most, () -> read(sent, Pieces.WHOLE));
        List<Event> delivered = delivered(events);
        for (List<Event> other : List.of(read(sent, pieces), read(sent, Pieces.SINGLE_BYTES))) {
            // If the input has several faults, the first reported one depends on the amount of input for zlib.
            Check.same(delivered(other), delivered, "the events of pieces");
            Check.same(other.size(), events.size(), "the number of events of pieces");
        }
        if (whole) {
            InflateOracle oracle = new InflateOracle(parameters.contextTakeover(Role.CLIENT));
            Check.that(oracle.agrees(role, sent, delivered), "zlib makes something else of it: " + events);
        }
    }

    private static List<Event> delivered(List<Event> events) {
        return events.stream().filter(event -> !(event instanceof Failed)).toList();
    }

    private List<Event> read(byte[] sent, Pieces pieces) {
        Events events = new Events();
        MessageReader messages = new MessageReader(events, limit, limit);
        messages.wholeText(whole);
        messages.wholeBinary(whole);
        OneZlib zlib = new OneZlib();
        PerMessageDeflate deflate = new PerMessageDeflate(role, parameters, 6, 0, zlib);
        FrameReader reader = new FrameReader(role, deflate.rsv(), -1, deflate.incoming(messages));
        try {
            for (ByteBuffer piece : pieces.of(sent)) {
                reader.read(piece);
            }
        } catch (ProtocolException e) {
            Check.that(e.status().isSendable(), "a failure that no Close frame can tell: " + e.status());
            Check.loggable(e);
            events.failed(e);
        }
        deflate.close();
        zlib.requireAllBack();
        return events.settled();
    }
}
