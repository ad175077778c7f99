package io.hawser.tck.architecture;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds cycles of dependencies. */
final class Circles {

    private final Map<String, Set<String>> uses = new TreeMap<>();

    /** Adds a dependency. */
    void add(String user, String used) {
        uses.computeIfAbsent(user, name -> new TreeSet<>()).add(used);
    }

    /** {@return the largest sets of two or more, each member of which depends on all others, directly or indirectly} */
    Set<Set<String>> all() {
        Map<String, Set<String>> reached = new TreeMap<>();
        uses.keySet().forEach(name -> reached.put(name, reachedFrom(name)));
        Set<Set<String>> circles = new LinkedHashSet<>();
        reached.forEach((name, needed) -> {
            Set<String> circle = new TreeSet<>(needed);
            circle.removeIf(other -> !reached.getOrDefault(other, Set.of()).contains(name));
            circle.add(name);
            if (circle.size() > 1) {
                circles.add(circle);
            }
        });
        return circles;
    }

    private Set<String> reachedFrom(String name) {
        Set<String> reached = new TreeSet<>();
        Deque<String> next = new ArrayDeque<>(Set.of(name));
        while (!next.isEmpty()) {
            for (String used : uses.getOrDefault(next.pop(), Set.of())) {
                if (reached.add(used)) {
                    next.push(used);
                }
            }
        }
        return reached;
    }
}
