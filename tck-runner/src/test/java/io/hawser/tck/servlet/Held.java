package io.hawser.tck.servlet;

import java.util.Arrays;
import java.util.List;

/**
 * The memory that a server's JVM holds.
 *
 * @param heap the bytes of reachable objects
 * @param classes the number of loaded classes
 * @param threads the names of the threads
 */
record Held(long heap, int classes, List<String> threads) {

    static Held by(Server server) {
        String[] words = server.memory().split(" ", 5);
        return new Held(
                Long.parseLong(words[1].substring("heap=".length())),
                Integer.parseInt(words[2].substring("classes=".length())),
                Arrays.asList(words[4].split(", ")));
    }
}
