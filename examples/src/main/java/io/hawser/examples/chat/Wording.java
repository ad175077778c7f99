package io.hawser.examples.chat;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * Takes out of what visitors typed whatever could mislead others: nothing that comes from outside is shown as it is.
 */
final class Wording {

    private static final int LONGEST_NAME = 24;

    private static final Pattern ROOM = Pattern.compile("[\\p{L}\\p{N}-]{1,32}");
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Zl}\\p{Zp}]+");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]+");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private Wording() {}

    /** {@return whether a room may have this name} */
    static boolean isRoomName(String name) {
        return ROOM.matcher(name).matches();
    }

    /** {@return the name without invisible characters and not too long; "Guest" if nothing is left of it} */
    static String name(String wanted) {
        String visible = INVISIBLE.matcher(normalized(wanted)).replaceAll(" ");
        String name = SPACES.matcher(visible).replaceAll(" ").strip();
        if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
            name = name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME)).strip();
        }
        return name.isEmpty() ? "Guest" : name;
    }

    /** {@return the message without control characters and the blanks around it; perhaps empty} */
    static String message(String typed) {
        return CONTROL.matcher(typed).replaceAll("").strip();
    }

    /** Two names that look the same are the same. */
    private static String normalized(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }
}
