package io.hawser.tck.suite;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The parts of a complete run.
 *
 * @param tests the number of tests that run
 * @param deployed the number of archives that must be in service for their tests
 * @param bare the classes whose good archive has no endpoint
 * @param excluded the classes that do not run
 * @param refused the archives that must be refused
 */
record Plan(int tests, int deployed, Set<String> bare, List<Excluded> excluded, List<Refused> refused) {

    private static final Set<String> BARE =
            Set.of("com.sun.ts.tests.websocket.api.jakarta.websocket.server.serverendpointconfig.WSClientIT");

    /** {@return the plan of version 2.2 of the TCK, which has 737 tests and 86 archives, 29 of them bad} */
    static Plan of(Target target) {
        Stream<Refused> byScan = rows("/tck/refused.txt", 3).stream().map(Refused::of);
        if (target.hasServlets()) {
            Stream<Refused> byListener =
                    rows("/tck/refused-servlet.txt", 3).stream().map(Refused::of);
            return new Plan(
                    737,
                    57,
                    BARE,
                    List.of(),
                    Stream.concat(byScan, byListener)
                            .map(bad -> target.earlierRefusal().map(bad::or).orElse(bad))
                            .toList());
        }
        return new Plan(
                697,
                55,
                BARE,
                rows("/tck/excluded.txt", 3).stream().map(Excluded::of).toList(),
                byScan.toList());
    }

    /**
     * A class that does not run.
     *
     * @param testClass its name
     * @param tests the number of its tests
     * @param reason the reason
     */
    record Excluded(String testClass, int tests, String reason) {

        private static Excluded of(String[] row) {
            return new Excluded(row[0], Integer.parseInt(row[1]), row[2]);
        }
    }

    /**
     * An archive that must be refused.
     *
     * @param testClass the class that deploys it
     * @param message a pattern that the server's message must contain, to exclude other reasons
     * @param fault the fault of the archive
     */
    record Refused(String testClass, Pattern message, String fault) {

        private static Refused of(String[] row) {
            return new Refused(row[0], Pattern.compile(row[1]), row[2]);
        }

        private Refused or(String other) {
            return new Refused(testClass, Pattern.compile(message + "|" + other), fault);
        }
    }

    boolean isBad(String testClass) {
        return refused.stream().anyMatch(bad -> bad.testClass().equals(testClass));
    }

    int excludedTests() {
        return excluded.stream().mapToInt(Excluded::tests).sum();
    }

    private static List<String[]> rows(String resource, int columns) {
        try (InputStream in = Plan.class.getResourceAsStream(resource);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("; ", columns))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
