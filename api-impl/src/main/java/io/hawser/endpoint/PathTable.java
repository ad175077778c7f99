package io.hawser.endpoint;

import jakarta.websocket.DeploymentException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;

/**
 * Finds the value that is deployed under a path. There is a tree of segments for each number of segments, since only
 * paths of the same length compete. Any thread may add and find at any time.
 *
 * @param <T> the type of the deployed values
 */
public final class PathTable<T> {

    private final Map<Integer, Node<T>> trees = new ConcurrentSkipListMap<>();

    /** Makes an empty table. */
    public PathTable() {}

    /**
     * Deploys a value under a path.
     *
     * @param template the path
     * @param value the value
     * @throws DeploymentException if the table has an equivalent path: the same except for the names of variables
     *     (Jakarta WebSocket 2.2, section 3.1.1)
     */
    public synchronized void add(PathTemplate template, T value) throws DeploymentException {
        Node<T> node = trees.computeIfAbsent(template.segments().size(), unused -> new Node<>());
        for (PathTemplate.Segment segment : template.segments()) {
            node = node.child(segment);
        }
        if (node.leaf != null) {
            throw new DeploymentException(
                    "The path \"" + template + "\" of " + value + " matches the same requests as the path \""
                            + node.leaf.template() + "\" of " + node.leaf.value() + ".");
        }
        node.leaf = new Leaf<>(template, value);
    }

    /**
     * Finds the match for the path of a request. Goes through the segments from the left. At each one, the paths with
     * an equal literal remain, or, only if there is none, the paths with a variable (Jakarta WebSocket 2.2, section
     * 3.1.1). A path that is excluded does not come back: if {@code /a/b/x} and <code>/a/{v}/c</code> are deployed,
     * {@code /a/b/c} matches nothing.
     *
     * @param path the path below the context path, still encoded, without the query
     * @return the match; empty if no path matches, or if the path cannot be decoded
     */
    public Optional<Match<T>> find(String path) {
        return PathSegments.ofRequest(path).flatMap(this::find);
    }

    private Optional<Match<T>> find(List<String> decoded) {
        Node<T> node = trees.get(decoded.size());
        for (int i = 0; node != null && i < decoded.size(); i++) {
            node = node.matching(decoded.get(i));
        }
        // Another thread may be adding the path now.
        Leaf<T> leaf = node == null ? null : node.leaf;
        return Optional.ofNullable(leaf)
                .map(found -> new Match<>(found.value(), found.template().values(decoded)));
    }

    /**
     * Calls an action for each deployed value. The order does not depend on that of the deployment: short paths first,
     * literals before variables.
     *
     * @param action called with each path and its value
     */
    public void forEach(BiConsumer<PathTemplate, T> action) {
        trees.values().forEach(tree -> tree.forEach(action));
    }

    /**
     * A match.
     *
     * @param value the value of the matching path
     * @param pathParameters the values of the template's variables, decoded, by name; immutable
     * @param <T> the type of the deployed values
     */
    public record Match<T>(T value, Map<String, String> pathParameters) {}

    private record Leaf<T>(PathTemplate template, T value) {}

    /** The common beginning of several paths. */
    private static final class Node<T> {

        private final Map<String, Node<T>> literals = new ConcurrentSkipListMap<>();
        private volatile Node<T> variable;
        private volatile Leaf<T> leaf;

        /** Finds or makes the node that follows for a segment. Called by one thread at a time. */
        Node<T> child(PathTemplate.Segment segment) {
            if (!segment.variable()) {
                return literals.computeIfAbsent(segment.text(), unused -> new Node<>());
            }
            if (variable == null) {
                variable = new Node<>();
            }
            return variable;
        }

        void forEach(BiConsumer<PathTemplate, T> action) {
            Leaf<T> here = leaf;
            if (here != null) {
                action.accept(here.template(), here.value());
            }
            literals.values().forEach(child -> child.forEach(action));
            Node<T> last = variable;
            if (last != null) {
                last.forEach(action);
            }
        }

        Node<T> matching(String decoded) {
            Node<T> literal = literals.get(decoded);
            // An empty string is no expansion of a variable (Jakarta WebSocket 2.2, section 3.1.1, second example).
            return literal != null || decoded.isEmpty() ? literal : variable;
        }
    }
}
