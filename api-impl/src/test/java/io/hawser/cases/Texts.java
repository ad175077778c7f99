package io.hawser.cases;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Texts as inputs. Short texts are as frequent as long ones. */
public final class Texts {

    private static final int LONGEST = 255;

    /** Characters at the limits of encodings, HTTP and Java; lone surrogates, pairs, and a pair in the wrong order. */
    private static final String[] LINES = {
        "",
        "\0",
        "\t",
        "\n",
        "\r\n",
        " ",
        "\"",
        "%",
        "+",
        "/",
        "0",
        ":",
        "?",
        "A",
        "[",
        "\\",
        "]",
        "a",
        "{",
        "}",
        "~",
        "\u007f",
        "\u0080",
        "\u0085",
        "\u00a0",
        "\u00ff",
        "\u0100",
        "\u010a",
        "\u07ff",
        "\u0800",
        "\u2028",
        "\ud7ff",
        "\ud800",
        "\udbff",
        "\udc00",
        "\udfff",
        "\ue000",
        "\ufdd0",
        "\ufeff",
        "\ufffd",
        "\uffff",
        "\ud800\udc00",
        "\ud83d\ude00",
        "\udbff\udfff",
        "\udc00\ud800",
        "a\ud800",
        "\udc00a"
    };

    private Texts() {}

    /** {@return texts of up to 255 chars of any kind, including lone surrogates} */
    public static Inputs<String> any() {
        Inputs<String> chars = between('\0', '\uffff');
        Inputs<String> codePoints =
                Inputs.by(random -> random.ints(lengthUpTo(LONGEST / 2, random), 0, Character.MAX_CODE_POINT + 1)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining()));
        Inputs<String> lines = Inputs.of(LINES).lists(0, 8).as(list -> String.join("", list));
        return chars.or(codePoints)
                .or(between(' ', '~').or(between('\0', '\u00ff')))
                .or(lines);
    }

    /** {@return texts of up to 255 chars from the first to the last one, both included} */
    public static Inputs<String> between(char first, char last) {
        return Inputs.by(random -> text(random, LONGEST, first, last))
                .orEdges(
                        "",
                        String.valueOf(first),
                        String.valueOf(last),
                        String.valueOf(first).repeat(LONGEST),
                        String.valueOf(last).repeat(LONGEST));
    }

    /** {@return texts of up to 255 chars that are allowed in the value of a header, except the tab} */
    public static Inputs<String> ofHeaders() {
        return between(' ', '\u00ff').as(text -> text.replace("\u007f", ""));
    }

    /** {@return texts of {@code min} to {@code max} of these chars; each char alone is an edge case} */
    public static Inputs<String> of(String chars, int min, int max) {
        Inputs<String> texts = Inputs.by(random -> IntStream.range(0, min + lengthUpTo(max - min, random))
                .mapToObj(i -> String.valueOf(chars.charAt(random.nextInt(chars.length()))))
                .collect(Collectors.joining()));
        String[] edges = Stream.concat(
                        Stream.of(""),
                        chars.chars().mapToObj(Character::toString).flatMap(c -> Stream.of(c, c.repeat(max))))
                .filter(edge -> edge.length() >= min)
                .toArray(String[]::new);
        return texts.orEdges(edges);
    }

    /**
     * {@return these texts, half of which are changed: one char is added, removed or replaced, or the end is cut off}
     */
    public static Inputs<String> spoiled(Inputs<String> texts, String chars) {
        Inputs<String> others = of(chars, 1, 1);
        return texts.or(Inputs.by(random -> {
            String text = texts.draw(random);
            int at = random.nextInt(text.length() + 1);
            int rest = Math.min(text.length(), at + 1);
            String other = others.draw(random);
            return switch (random.nextInt(4)) {
                case 0 -> text.substring(0, at) + other + text.substring(at);
                case 1 -> text.substring(0, at) + text.substring(rest);
                case 2 -> text.substring(0, at) + other + text.substring(rest);
                default -> text.substring(0, at);
            };
        }));
    }

    private static String text(Random random, int max, char first, char last) {
        StringBuilder text = new StringBuilder();
        for (int i = lengthUpTo(max, random); i > 0; i--) {
            text.append((char) (first + random.nextInt(last - first + 1)));
        }
        return text.toString();
    }

    private static int lengthUpTo(int max, Random random) {
        int most = max >> 2 * random.nextInt(4);
        return random.nextInt(most + 1);
    }
}
