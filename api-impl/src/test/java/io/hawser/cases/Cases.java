package io.hawser.cases;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Tests a statement with many inputs: first with all edge cases, then with a number of random ones. Each run has a new
 * seed. If the statement is wrong, the failure shows the input and the seed. {@code -Dhawser.cases.seed=...} repeats
 * the same inputs.
 */
public final class Cases {

    /** The default number of random inputs. */
    public static final int USUAL = 1000;

    /** The property that sets the seed of all runs. */
    static final String SEED = "hawser.cases.seed";

    private Cases() {}

    /** A statement about each input. It returns if the statement holds, and throws if not. */
    @FunctionalInterface
    public interface Statement<T> {

        /** Checks the statement for one input. */
        void check(T input) throws Exception;
    }

    /** Tests a statement with the edge cases and {@link #USUAL} random inputs. */
    public static <T> void each(Inputs<T> inputs, Statement<? super T> statement) {
        each(USUAL, inputs, statement);
    }

    /** Tests a statement with the edge cases and {@code tries} random inputs. */
    public static <T> void each(int tries, Inputs<T> inputs, Statement<? super T> statement) {
        Long wanted = Long.getLong(SEED);
        long seed = wanted == null ? new Random().nextLong() : wanted;
        Random random = new Random(seed);
        int edge = 0;
        for (T input : inputs.edges()) {
            check(statement, input, "edge " + edge++, seed);
        }
        for (int i = 0; i < tries; i++) {
            check(statement, inputs.draw(random), "case " + i, seed);
        }
    }

    private static <T> void check(Statement<? super T> statement, T input, String name, long seed) {
        try {
            statement.check(input);
        } catch (Exception | AssertionError e) {
            throw new AssertionError(
                    "%s, %s, is wrong (-D%s=%d makes it again): %s".formatted(name, shown(input), SEED, seed, e), e);
        }
    }

    /** Escapes characters that a terminal may not show. The input can then be copied into a test. */
    static String shown(Object input) {
        if (input instanceof byte[] bytes) {
            return "bytes " + HexFormat.ofDelimiter(" ").formatHex(bytes);
        }
        if (input instanceof List<?> list) {
            return list.stream().map(Cases::shown).collect(Collectors.joining(", ", "[", "]"));
        }
        if (input instanceof String text) {
            return text.chars()
                    .mapToObj(c -> c >= ' ' && c <= '~' ? String.valueOf((char) c) : "\\u%04x".formatted(c))
                    .collect(Collectors.joining("", "\"", "\""));
        }
        return String.valueOf(input);
    }
}
