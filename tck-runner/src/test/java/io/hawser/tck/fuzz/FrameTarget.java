package io.hawser.tck.fuzz;

import io.hawser.protocol.ExtensionChain;
import io.hawser.protocol.FrameReader;
import io.hawser.protocol.MessageReader;
import io.hawser.protocol.ProtocolException;
import io.hawser.protocol.Role;
import io.hawser.protocol.deflate.DeflateParameters;
import io.hawser.protocol.deflate.PerMessageDeflate;
import io.hawser.protocol.deflate.ZlibSource;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Any bytes from a peer, to both roles, with compression and without: the events are the same wherever the bytes are
 * split, nothing but a {@link ProtocolException} is thrown, and the limit of a message holds.
 */
public final class FrameTarget {

    private static final int LIMIT = 100_000;

    private FrameTarget() {}

    private record Peer(Role role, DeflateParameters deflate, boolean whole) {

        private Events read(byte[] bytes, int first, int step) {
            Events events = new Events();
            MessageReader messages = new MessageReader(events, LIMIT, LIMIT);
            messages.wholeText(whole);
            messages.wholeBinary(whole);
            ExtensionChain extensions = new ExtensionChain(
                    deflate == null
                            ? List.of()
                            : List.of(new PerMessageDeflate(role, deflate, 1, 0, ZlibSource.unpooled())));
            FrameReader reader = new FrameReader(role, extensions.rsv(), -1, extensions.incoming(messages));
            try {
                for (int at = 0, size = first; at < bytes.length; size = step) {
                    int count = Math.min(size, bytes.length - at);
                    reader.read(ByteBuffer.wrap(bytes.clone(), at, count));
                    at += count;
                    Check.that(!whole || events.size <= (long) LIMIT * events.all.size(), "more than the limit");
                }
            } catch (ProtocolException e) {
                events.all.add("failed with " + e.status().code());
            } finally {
                extensions.close();
            }
            return events;
        }
    }

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        Input input = new Input(data);
        Role role = input.flag() ? Role.SERVER : Role.CLIENT;
        boolean whole = input.flag();
        int bits = 8 + input.choice(8);
        boolean alone = input.flag();
        DeflateParameters deflate = input.flag() ? new DeflateParameters(alone, alone, bits, bits) : null;
        int first = 1 + input.choice(40);
        int step = 1 + input.choice(9);
        byte[] bytes = input.rest();
        Peer peer = new Peer(role, deflate, whole);
        List<String> expected = peer.read(bytes, Math.max(1, bytes.length), 1).all;
        Check.same(peer.read(bytes, first, step).all, expected, "split at " + first + " and then each " + step);
    }
}
