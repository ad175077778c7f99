package io.hawser.tck.ee.app;

import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;

/**
 * A line that somebody says.
 *
 * @param speaker who says it
 * @param text what is said
 */
public record Line(String speaker, String text) {

    /** Writes the speaker, a colon and the text. */
    public static class Encoding implements Encoder.Text<Line> {
        @Override
        public String encode(Line line) {
            return line.speaker + ":" + line.text;
        }
    }

    /** Reads what {@link Encoding} writes. */
    public static class Decoding implements Decoder.Text<Line> {
        @Override
        public Line decode(String message) {
            int colon = message.indexOf(':');
            return new Line(message.substring(0, colon), message.substring(colon + 1));
        }

        @Override
        public boolean willDecode(String message) {
            return message.indexOf(':') > 0;
        }
    }
}
