package io.hawser.tck.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hawser.protocol.CloseStatus;
import io.hawser.protocol.FrameReader;
import io.hawser.protocol.FrameWriter;
import io.hawser.protocol.MessageReader;
import io.hawser.protocol.MessageWriter;
import io.hawser.protocol.Opcode;
import io.hawser.protocol.ProtocolException;
import io.hawser.protocol.Role;
import io.hawser.protocol.Utf8;
import io.hawser.tck.fuzz.Events.Closed;
import io.hawser.tck.fuzz.Events.Text;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;

/**
 * Text from a peer and text to a peer, compared with the JDK's strict decoder and encoder. Invalid UTF-8 fails at its
 * first invalid byte. Text that cannot be encoded is not sent.
 *
 * <p>Input: a byte of options, a byte with the number of pieces, the sizes of the pieces, and the text, which is used
 * as UTF-8 bytes and as UTF-16 units.
 */
public final class Utf8Target {

    private static final int INVALID_PAYLOAD = 1007;

    private Utf8Target() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) throws ProtocolException {
        Input input = new Input(bytes);
        int options = input.next();
        Pieces pieces = new Pieces(input.some(), options >> 4);
        byte[] text = input.rest();
        boolean tellAscii = (options & 1) != 0;
        receive(text, Pieces.WHOLE, tellAscii);
        receive(text, pieces, tellAscii);
        receive(text, Pieces.SINGLE_BYTES, tellAscii);
        send(ByteBuffer.wrap(text).asCharBuffer().toString(), pieces.sizes());
    }

    private static void receive(byte[] text, Pieces pieces, boolean tellAscii) {
        Events events = new Events();
        MessageReader reader = new MessageReader(events, -1, -1);
        int wrong = Utf8Oracle.firstWrong(text);
        int from = 0;
        try {
            reader.begin(Opcode.TEXT, true, 0, text.length);
            for (ByteBuffer piece : pieces.of(text)) {
                boolean failed = true;
                try {
                    reader.payload(piece, tellAscii && isAscii(piece));
                    failed = false;
                } finally {
                    boolean expected = wrong >= from && wrong < from + piece.remaining();
                    Check.that(
                            failed == expected, "first wrong byte " + wrong + ", bytes from " + from + ": " + failed);
                }
                from += piece.remaining();
            }
            reader.end();
            Check.same(events.settled(), List.of(new Text(Utf8Oracle.decode(text))), "the message");
        } catch (ProtocolException e) {
            Check.same(e.closeCode(), INVALID_PAYLOAD, "the close code");
            Check.that(Utf8Oracle.decode(text) == null, "UTF-8 is refused: " + e.getMessage());
            Check.same(events.settled(), List.of(), "events of a message that is refused");
        }
    }

    private static boolean isAscii(ByteBuffer piece) {
        for (int i = piece.position(); i < piece.limit(); i++) {
            if (piece.get(i) < 0) {
                return false;
            }
        }
        return true;
    }

    private static void send(String text, byte[] sizes) throws ProtocolException {
        byte[] expected = null;
        try {
            ByteBuffer encoded = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            expected = new byte[encoded.remaining()];
            encoded.get(expected);
        } catch (CharacterCodingException e) {
            // The text has a lone surrogate.
        }
        try {
            byte[] encoded = Utf8.encode(text);
            Check.same(ByteBuffer.wrap(encoded), expected == null ? null : ByteBuffer.wrap(expected), "the bytes");
        } catch (IllegalArgumentException e) {
            Check.that(expected == null, "a text is refused: " + e.getMessage());
        }
        if (expected != null) {
            sendParts(text, sizes);
        }
    }

    /** Parts that are split at any char, also between two surrogates. */
    private static void sendParts(String text, byte[] sizes) throws ProtocolException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        Room room = new Room(written, 0);
        MessageWriter writer = new MessageWriter(new FrameWriter(Role.SERVER, () -> 0, room));
        int at = 0;
        for (byte size : sizes) {
            int end = Math.min(text.length(), at + (size & 0xFF));
            writer.textPart(text.substring(at, end), false);
            at = end;
        }
        writer.textPart(text.substring(at), true);
        writer.close(CloseStatus.NO_STATUS);
        room.take();

        Events events = new Events();
        FrameReader reader = new FrameReader(Role.CLIENT, 0, -1, new MessageReader(events, -1, -1));
        reader.read(ByteBuffer.wrap(written.toByteArray()));
        Check.same(events.settled(), List.of(new Text(text), new Closed(1005, "")), "the text that was sent in parts");
    }
}
