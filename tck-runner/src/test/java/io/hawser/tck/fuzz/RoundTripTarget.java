package io.hawser.tck.fuzz;

import io.hawser.protocol.ExtensionChain;
import io.hawser.protocol.FrameReader;
import io.hawser.protocol.FrameWriter;
import io.hawser.protocol.MessageReader;
import io.hawser.protocol.MessageWriter;
import io.hawser.protocol.ProtocolException;
import io.hawser.protocol.Role;
import io.hawser.protocol.deflate.DeflateParameters;
import io.hawser.protocol.deflate.PerMessageDeflate;
import io.hawser.protocol.deflate.ZlibSource;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What one end sends, with any parameters of compression, is what the other end receives. */
public final class RoundTripTarget {

    private static final int MOST_STEPS = 30;

    private RoundTripTarget() {}

    private static ExtensionChain extensions(Role role, DeflateParameters parameters, int level, int threshold) {
        return new ExtensionChain(
                parameters == null
                        ? List.of()
                        : List.of(new PerMessageDeflate(role, parameters, level, threshold, ZlibSource.unpooled())));
    }

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) throws ProtocolException {
        Input input = new Input(data);
        Role sender = input.flag() ? Role.SERVER : Role.CLIENT;
        Role receiver = sender == Role.SERVER ? Role.CLIENT : Role.SERVER;
        DeflateParameters parameters = input.flag()
                ? new DeflateParameters(input.flag(), input.flag(), 8 + input.choice(8), 8 + input.choice(8))
                : null;
        int level = 1 + input.choice(9);
        int threshold = input.choice(64);
        ExtensionChain out = extensions(sender, parameters, level, threshold);
        ExtensionChain in = extensions(receiver, parameters, level, threshold);
        List<ByteBuffer> rooms = new ArrayList<>();
        MessageWriter writer = new MessageWriter(out.outgoing(new FrameWriter(sender, () -> 0x1234ABCD, wanted -> {
            rooms.add(ByteBuffer.allocate(wanted));
            return rooms.get(rooms.size() - 1);
        })));
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < MOST_STEPS && !input.isEmpty(); i++) {
            step(input, writer, out, expected);
        }
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        rooms.forEach(room -> wire.write(room.array(), 0, room.position()));
        Events events = new Events();
        FrameReader reader = new FrameReader(receiver, in.rsv(), -1, in.incoming(new MessageReader(events, -1, -1)));
        reader.read(ByteBuffer.wrap(wire.toByteArray()));
        Check.same(events.all, expected, "received");
        out.close();
        in.close();
    }

    private static void step(Input input, MessageWriter writer, ExtensionChain extensions, List<String> expected)
            throws ProtocolException {
        extensions.exempt(input.choice(8) == 0);
        byte[] seed = input.bytes(1 + input.choice(32));
        byte[] bytes = repeated(seed, input.choice(4) == 0 ? input.number() : input.choice(200));
        String binary = new String(bytes, StandardCharsets.ISO_8859_1);
        switch (input.choice(4)) {
            case 0 -> {
                writer.text(binary);
                expected.add("text " + binary);
            }
            case 1 -> {
                writer.binary(ByteBuffer.wrap(bytes));
                expected.add("binary " + binary);
            }
            case 2 -> {
                int cut = input.choice(256) * bytes.length / 256;
                writer.binaryPart(ByteBuffer.wrap(bytes, 0, cut), false);
                writer.ping(ByteBuffer.allocate(0));
                writer.binaryPart(ByteBuffer.wrap(bytes, cut, bytes.length - cut), true);
                expected.add("ping ");
                expected.add("binary " + binary);
            }
            default -> {
                writer.textPart(binary, false);
                writer.textPart("", false);
                writer.textPart("", true);
                expected.add("text " + binary);
            }
        }
    }

    private static byte[] repeated(byte[] seed, int size) {
        byte[] bytes = new byte[seed.length == 0 ? 0 : size];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = seed[i % seed.length];
        }
        return bytes;
    }
}
