package io.hawser.tck.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hawser.endpoint.PathTable;
import io.hawser.endpoint.PathTemplate;
import jakarta.websocket.DeploymentException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Paths of endpoints and of requests, compared with a matcher that tries all templates.
 *
 * <p>Input in UTF-8: paths of endpoints, each on a line, up to an empty line; paths of requests, each on a line.
 */
public final class PathsTarget {

    private PathsTarget() {}

    /** A deployed template, and its segments from {@link PathOracle}. */
    private record Deployed(PathTemplate template, List<String> segments) {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        List<String> lines = new ArrayList<>(List.of(new String(bytes, UTF_8).split("\n", -1)));
        PathTable<PathTemplate> table = new PathTable<>();
        List<Deployed> deployed = new ArrayList<>();
        while (!lines.isEmpty()) {
            String line = lines.remove(0);
            if (line.isEmpty()) {
                break;
            }
            deploy(line, table, deployed);
        }
        for (String path : lines) {
            find(path, table, deployed);
        }
    }

    private static void deploy(String text, PathTable<PathTemplate> table, List<Deployed> deployed) {
        PathTemplate template;
        try {
            template = PathTemplate.parse(text);
        } catch (DeploymentException e) {
            Check.that(e.getMessage().contains(text), "a message without the path: " + e.getMessage());
            return;
        }
        Check.same(template.toString(), text, "the text of the template");
        Deployed added = new Deployed(template, PathOracle.template(text));
        boolean equivalent = deployed.stream()
                .anyMatch(other -> PathOracle.shape(other.segments).equals(PathOracle.shape(added.segments)));
        try {
            table.add(template, template);
            Check.that(!equivalent, "two equivalent paths, one of them " + text);
            deployed.add(added);
        } catch (DeploymentException e) {
            Check.that(equivalent, "no path is equivalent to " + text + ": " + e.getMessage());
        }
    }

    private static void find(String path, PathTable<PathTemplate> table, List<Deployed> deployed) {
        List<String> request = PathOracle.request(path);
        List<Deployed> running = new ArrayList<>();
        for (Deployed each : deployed) {
            Map<String, String> expected = request == null ? null : values(each.segments, request);
            Check.same(alone(each.template, path), expected, each.template + " with " + path);
            if (request != null && each.segments.size() == request.size()) {
                running.add(each);
            }
        }
        // From the left: a literal segment if one matches, else a variable (Jakarta WebSocket 2.2, section 3.1.1).
        for (int i = 0; request != null && i < request.size(); i++) {
            int at = i;
            String segment = request.get(i);
            List<Deployed> literal = running.stream()
                    .filter(each -> each.segments.get(at).equals(segment))
                    .toList();
            List<Deployed> variable = running.stream()
                    .filter(each -> PathOracle.isVariable(each.segments.get(at)) && !segment.isEmpty())
                    .toList();
            running = new ArrayList<>(literal.isEmpty() ? variable : literal);
        }
        Check.that(running.size() <= 1, "the oracle finds two matches");
        Check.same(
                table.find(path).map(PathTable.Match::value).orElse(null),
                running.isEmpty() ? null : running.get(0).template,
                "the match of " + path);
        if (!running.isEmpty()) {
            Check.same(
                    table.find(path).map(PathTable.Match::pathParameters).orElse(null),
                    values(running.get(0).segments, request),
                    "the path parameters of " + path);
        }
    }

    /** Returns the path parameters of a template that is the only deployed one, or null. */
    private static Map<String, String> alone(PathTemplate template, String path) {
        PathTable<PathTemplate> table = new PathTable<>();
        try {
            table.add(template, template);
        } catch (DeploymentException e) {
            throw new AssertionError("a template cannot be added to an empty table", e);
        }
        return table.find(path).map(PathTable.Match::pathParameters).orElse(null);
    }

    private static Map<String, String> values(List<String> template, List<String> request) {
        Map<String, String> values = new LinkedHashMap<>();
        boolean matches = template.size() == request.size();
        for (int i = 0; matches && i < template.size(); i++) {
            if (PathOracle.isVariable(template.get(i))) {
                matches = !request.get(i).isEmpty();
                values.put(PathOracle.variable(template.get(i)), request.get(i));
            } else {
                matches = template.get(i).equals(request.get(i));
            }
        }
        return matches ? values : null;
    }
}
