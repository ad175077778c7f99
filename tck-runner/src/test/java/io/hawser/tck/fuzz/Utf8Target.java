package io.hawser.tck.fuzz;

import io.hawser.protocol.CloseStatus;
import io.hawser.protocol.MessageReader;
import io.hawser.protocol.Opcode;
import io.hawser.protocol.ProtocolException;
import io.hawser.protocol.Utf8;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Any bytes as text, beside the strict decoder of the JDK: the same text or none, wherever frames and pieces end; and
 * any text as bytes, beside its strict encoder.
 */
public final class Utf8Target {

    private Utf8Target() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        Input input = new Input(data);
        boolean fragmented = input.flag();
        boolean whole = input.flag();
        int step = 1 + input.choice(12);
        byte[] bytes = input.rest();
        Check.same(received(bytes, fragmented, whole, step), decoded(bytes), "text");
        encode(new String(bytes, StandardCharsets.UTF_16BE));
    }

    private static List<String> decoded(byte[] bytes) {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return List.of("text " + text);
        } catch (CharacterCodingException e) {
            return List.of("failed with " + CloseStatus.INVALID_PAYLOAD);
        }
    }

    private static List<String> received(byte[] bytes, boolean fragmented, boolean whole, int step) {
        Events events = new Events();
        MessageReader reader = new MessageReader(events, -1, -1);
        reader.wholeText(whole);
        try {
            if (!fragmented) {
                reader.begin(Opcode.TEXT, true, 0, bytes.length);
            }
            for (int at = 0; at < bytes.length; at += step) {
                int count = Math.min(step, bytes.length - at);
                if (fragmented) {
                    reader.begin(at == 0 ? Opcode.TEXT : Opcode.CONTINUATION, false, 0, count);
                }
                reader.payload(ByteBuffer.wrap(bytes, at, count), false);
                if (fragmented) {
                    reader.end();
                }
            }
            if (fragmented) {
                reader.begin(bytes.length == 0 ? Opcode.TEXT : Opcode.CONTINUATION, true, 0, 0);
            }
            reader.end();
        } catch (ProtocolException e) {
            return List.of("failed with " + e.status().code());
        }
        return events.all;
    }

    private static void encode(String text) {
        byte[] expected = null;
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            expected = Arrays.copyOf(encoded.array(), encoded.limit());
        } catch (CharacterCodingException e) {
            // A lone surrogate.
        }
        try {
            byte[] actual = Utf8.encode(text);
            Check.that(expected != null && Arrays.equals(actual, expected), "encoded differently");
        } catch (IllegalArgumentException e) {
            Check.that(expected == null, "refused: " + e.getMessage());
        }
    }
}
