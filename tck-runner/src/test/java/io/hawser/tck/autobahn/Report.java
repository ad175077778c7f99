package io.hawser.tck.autobahn;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The results of one agent in Autobahn's index of reports.
 *
 * @param folder the folder of the index
 * @param outcomes one for each completed case, in order
 */
record Report(Path folder, List<Outcome> outcomes) {

    /**
     * The number of all cases 1 to 7, 9 and 10. A report must have all of them. If a peer vanishes, cases can be
     * missing.
     */
    static final int CASES = 301;

    /** The good outcomes of a case. INFORMATIONAL means that the specification leaves a choice. */
    private static final Set<String> GOOD = Set.of("OK", "INFORMATIONAL");

    /**
     * The outcome of a case.
     *
     * @param id numbers with dots
     * @param behavior the outcome of the messages
     * @param close the outcome of the close
     * @param closeCode the close code of the agent, or {@code null}
     * @param file the detailed report
     */
    record Outcome(String id, String behavior, String close, String closeCode, String file) {

        boolean isGood() {
            return GOOD.contains(behavior) && GOOD.contains(close);
        }

        int group() {
            return Integer.parseInt(id.substring(0, id.indexOf('.')));
        }

        /** Sorts 2.10 after 2.9. */
        private String order() {
            return Stream.of(id.split("\\."))
                    .map(part -> "%03d".formatted(Integer.parseInt(part)))
                    .toList()
                    .toString();
        }
    }

    /** Reads the index. An agent that is not in it has no outcomes. */
    static Report read(Path folder, String agent) throws IOException {
        Path index = folder.resolve("index.json");
        if (Files.notExists(index)) {
            throw new NoSuchFileException(index.toString(), null, "Autobahn has written no reports");
        }
        try (Reader text = Files.newBufferedReader(index);
                JsonReader json = Json.createReader(text)) {
            JsonObject cases = json.readObject().getJsonObject(agent);
            List<Outcome> outcomes = new ArrayList<>();
            if (cases != null) {
                cases.forEach((id, outcome) -> outcomes.add(outcome(id, outcome.asJsonObject())));
            }
            outcomes.sort(Comparator.comparing(Outcome::order));
            return new Report(folder, List.copyOf(outcomes));
        }
    }

    private static Outcome outcome(String id, JsonObject outcome) {
        JsonValue code = outcome.get("remoteCloseCode");
        return new Outcome(
                id,
                outcome.getString("behavior"),
                outcome.getString("behaviorClose"),
                code == null || code == JsonValue.NULL ? null : code.toString(),
                outcome.getString("reportfile"));
    }

    /** {@return one line for each fault; empty if all cases are good} */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (outcomes.size() != CASES) {
            faults.add("%d cases of %d ended".formatted(outcomes.size(), CASES));
        }
        outcomes.stream()
                .filter(outcome -> !outcome.isGood())
                .map(outcome -> "%s: %s, close %s, close code %s: %s"
                        .formatted(
                                outcome.id(),
                                outcome.behavior(),
                                outcome.close(),
                                outcome.closeCode(),
                                folder.resolve(outcome.file())))
                .forEach(faults::add);
        return faults;
    }

    /** {@return the numbers of good and of completed cases for each group: "1: 16/16, 2: ..."} */
    String summary() {
        Map<Integer, int[]> groups = new TreeMap<>();
        for (Outcome outcome : outcomes) {
            int[] counts = groups.computeIfAbsent(outcome.group(), absent -> new int[2]);
            counts[0] += outcome.isGood() ? 1 : 0;
            counts[1]++;
        }
        return groups.entrySet().stream()
                .map(group -> "%d: %d/%d".formatted(group.getKey(), group.getValue()[0], group.getValue()[1]))
                .toList()
                .toString();
    }
}
