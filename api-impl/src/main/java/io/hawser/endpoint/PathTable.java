package io.hawser.endpoint;

import jakarta.websocket.DeploymentException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;

/**
 * Finds what is deployed under a path. Any thread may add and find at any time.
 *
 * @param <T> what is deployed
 */
public final class PathTable<T> {

    private final NavigableMap<PathTemplate, T> entries = new ConcurrentSkipListMap<>(PathTemplate.PRECEDENCE);

    /** Makes an empty table. */
    public PathTable() {}

    /**
     * Deploys something under a path.
     *
     * @param template the path
     * @param value what is found there
     * @throws DeploymentException where the table has an equivalent path: the same but for the names of variables
     *     (Jakarta WebSocket 2.2, section 3.1.1)
     */
    public void add(PathTemplate template, T value) throws DeploymentException {
        T taken = entries.putIfAbsent(template, value);
        if (taken != null) {
            throw new DeploymentException(
                    "The path \"" + template + "\" of " + value + " matches the same requests as the path \""
                            + entries.floorKey(template) + "\" of " + taken + ".");
        }
    }

    /**
     * Goes through all that is deployed, in the order of precedence.
     *
     * @param action hears of each path and what is found there
     */
    public void forEach(BiConsumer<PathTemplate, T> action) {
        entries.forEach(action);
    }

    /**
     * Finds the best match for the path of a request: segment by segment from the left, a literal is better than a
     * variable (Jakarta WebSocket 2.2, section 3.1.1).
     *
     * @param path the path below the context path, still encoded, without the query
     * @return the best match; empty where nothing matches, as with a path that cannot be decoded
     */
    public Optional<Match<T>> find(String path) {
        return PathSegments.ofRequest(path).flatMap(this::find);
    }

    private Optional<Match<T>> find(List<String> decoded) {
        // The entries come in their order of precedence, so that the first match is the best one.
        for (Map.Entry<PathTemplate, T> entry : entries.entrySet()) {
            Optional<Map<String, String>> parameters = entry.getKey().match(decoded);
            if (parameters.isPresent()) {
                return Optional.of(new Match<>(entry.getValue(), parameters.get()));
            }
        }
        return Optional.empty();
    }

    /**
     * A match.
     *
     * @param value what was found
     * @param pathParameters the values of the template's variables, decoded, by name; immutable
     * @param <T> what is deployed
     */
    public record Match<T>(T value, Map<String, String> pathParameters) {}
}
