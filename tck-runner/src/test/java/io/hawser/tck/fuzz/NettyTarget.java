package io.hawser.tck.fuzz;

import io.hawser.protocol.FrameReader;
import io.hawser.protocol.MessageReader;
import io.hawser.protocol.ProtocolException;
import io.hawser.protocol.Role;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The same bytes for Hawser and for Netty. Their events and failures are equal, except for the differences that
 * {@link NettyDifference} explains.
 *
 * <p>Input: as for {@link FramesTarget}.
 */
public final class NettyTarget {

    private static final int MAX_FRAME_SIZE = 5_000;

    private NettyTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        difference(bytes);
    }

    /** {@return the difference; empty if there is none} */
    static Optional<NettyDifference> difference(byte[] bytes) {
        Input input = new Input(bytes);
        int options = input.next();
        Role role = (options & 1) == 0 ? Role.SERVER : Role.CLIENT;
        Pieces pieces = new Pieces(input.some(), options >> 4);
        byte[] sent = input.rest();
        Events events = new Events();
        FrameReader reader = new FrameReader(role, 0, MAX_FRAME_SIZE, new MessageReader(events, -1, -1));
        int failure = 0;
        String reason = "";
        try {
            for (ByteBuffer piece : pieces.of(sent)) {
                reader.read(piece);
            }
        } catch (ProtocolException e) {
            failure = e.closeCode();
            reason = e.getMessage();
        }
        Outcome ours = new Outcome(events.settled(), failure);
        Outcome theirs = NettyFrames.of(role, pieces.of(sent), MAX_FRAME_SIZE);
        return NettyDifference.of(new NettyDifference.Comparison(sent, ours, reason, theirs));
    }
}
