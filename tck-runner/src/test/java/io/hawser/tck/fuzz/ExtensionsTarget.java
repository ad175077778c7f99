package io.hawser.tck.fuzz;

import io.hawser.handshake.ExtensionOffer;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code Sec-WebSocket-Extensions}, compared with the grammar of RFC 6455, section 9.1, as a regular expression. A
 * parsed value can be written, and parses to the same value again.
 *
 * <p>Input: header lines.
 */
public final class ExtensionsTarget {

    // Possessive quantifiers make it fast.
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
    private static final String OWS = "[ \t]*+";
    private static final String VALUE = "(?:" + TOKEN + "|\"(?:\\\\?[!#$%&'*+.^_`|~0-9A-Za-z-])++\")";
    private static final String PARAMETER = OWS + ";" + OWS + TOKEN + OWS + "(?:=" + OWS + VALUE + OWS + ")?+";
    private static final String EXTENSION = TOKEN + OWS + "(?:" + PARAMETER + ")*+";
    private static final Pattern LINE =
            Pattern.compile(OWS + "(?:" + EXTENSION + ")?+(?:," + OWS + "(?:" + EXTENSION + ")?+)*+");

    private ExtensionsTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        List<String> lines = new Input(bytes).lines();
        boolean legal = lines.stream().allMatch(line -> LINE.matcher(line).matches());
        try {
            List<ExtensionOffer> offers = ExtensionOffer.parse(lines);
            Check.that(legal, "what the grammar does not have is read: " + offers);
            String formatted = ExtensionOffer.format(offers);
            Check.same(ExtensionOffer.parse(List.of(formatted)), offers, "what was written and read again");
        } catch (IllegalArgumentException e) {
            Check.that(!legal, "what the grammar has is refused: " + e.getMessage());
            Check.loggable(e);
        }
    }
}
