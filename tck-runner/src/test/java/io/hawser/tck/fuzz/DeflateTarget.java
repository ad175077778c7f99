package io.hawser.tck.fuzz;

import io.hawser.protocol.FrameReader;
import io.hawser.protocol.FrameWriter;
import io.hawser.protocol.MessageReader;
import io.hawser.protocol.MessageWriter;
import io.hawser.protocol.ProtocolException;
import io.hawser.protocol.Role;
import io.hawser.protocol.deflate.DeflateParameters;
import io.hawser.protocol.deflate.PerMessageDeflate;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Messages that one role deflates and the other inflates, with any agreed parameters. They arrive unchanged.
 *
 * <p>Input: a byte of options, one with the window bits, one with the level, a byte with the number of pieces, the
 * sizes of the pieces, then messages and parts: a byte with the kind, one with the number of repetitions, one with the
 * length of the content, and the content.
 */
public final class DeflateTarget {

    private static final int THRESHOLD = 20;
    private static final int MOST = 200_000;

    private DeflateTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) throws ProtocolException {
        Input input = new Input(bytes);
        int options = input.next();
        Role sender = (options & 1) == 0 ? Role.SERVER : Role.CLIENT;
        boolean noTakeover = (options & 2) != 0;
        int bits = DeflateParameters.MAX_WINDOW_BITS - (input.next() & 7);
        boolean server = sender == Role.SERVER;
        // The options of the other direction are the opposite ones.
        DeflateParameters parameters = new DeflateParameters(
                server == noTakeover,
                server != noTakeover,
                server ? bits : DeflateParameters.MAX_WINDOW_BITS,
                server ? DeflateParameters.MAX_WINDOW_BITS : bits);
        int level = 1 + input.next() % 9;
        Pieces pieces = new Pieces(input.some(), options >> 4);

        OneZlib zlib = new OneZlib();
        PerMessageDeflate deflate =
                new PerMessageDeflate(sender, parameters, level, (options & 4) == 0 ? 0 : THRESHOLD, zlib);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        Room room = new Room(written, pieces.kind());
        MessageWriter writer = new MessageWriter(deflate.outgoing(new FrameWriter(sender, () -> 0x37FA213D, room)));
        Events sent = new Events();
        write(input, deflate, writer, sent);
        room.take();
        deflate.close();
        zlib.requireAllBack();

        Role receiver = server ? Role.CLIENT : Role.SERVER;
        PerMessageDeflate inflate = new PerMessageDeflate(receiver, parameters, level, 0, zlib);
        Events received = new Events();
        FrameReader reader =
                new FrameReader(receiver, inflate.rsv(), -1, inflate.incoming(new MessageReader(received, -1, -1)));
        for (ByteBuffer piece : pieces.of(written.toByteArray())) {
            reader.read(piece);
        }
        inflate.close();
        zlib.requireAllBack();
        Check.same(received.settled(), sent.settled(), "the messages that were deflated and inflated");
    }

    private static void write(Input input, PerMessageDeflate deflate, MessageWriter writer, Events sent)
            throws ProtocolException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        boolean text = false;
        for (int total = 0; !input.isEmpty() && total < MOST; ) {
            int what = input.next();
            byte[] content = repeated(1 + input.next(), input.some());
            total += content.length;
            if ((what & 8) != 0) {
                byte[] ping = content.length > 125 ? new byte[0] : content;
                writer.ping(ByteBuffer.wrap(ping));
                sent.ping(ByteBuffer.wrap(ping));
                continue;
            }
            boolean last = (what & 1) == 0;
            if (!writer.inMessage()) {
                text = (what & 2) != 0;
                deflate.exempt((what & 4) != 0);
            }
            byte[] part = text ? ascii(content) : content;
            message.writeBytes(part);
            boolean whole = last && !writer.inMessage();
            if (text && whole) {
                writer.text(part);
            } else if (text) {
                writer.textPart(new String(part, StandardCharsets.US_ASCII), last);
            } else if (whole) {
                writer.binary(ByteBuffer.wrap(part));
            } else {
                writer.binaryPart(ByteBuffer.wrap(part), last);
            }
            if (last) {
                byte[] complete = message.toByteArray();
                message.reset();
                if (text) {
                    sent.text(new String(complete, StandardCharsets.US_ASCII));
                } else {
                    sent.binary(ByteBuffer.wrap(complete));
                }
            }
        }
    }

    private static byte[] repeated(int times, byte[] content) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            all.writeBytes(content);
            // Prevents that all content compresses to almost nothing.
            all.write(i * 31);
        }
        return all.toByteArray();
    }

    private static byte[] ascii(byte[] content) {
        byte[] ascii = content.clone();
        for (int i = 0; i < ascii.length; i++) {
            ascii[i] &= 0x7F;
        }
        return ascii;
    }
}
