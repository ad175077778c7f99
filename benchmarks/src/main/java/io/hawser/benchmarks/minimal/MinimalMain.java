package io.hawser.benchmarks.minimal;

import io.hawser.benchmarks.service.Service;
import java.io.IOException;

/** {@link MinimalEcho} in a process of its own. */
public final class MinimalMain {

    private MinimalMain() {}

    /**
     * Serves until standard input ends.
     *
     * @param arguments none
     * @throws IOException where it cannot listen
     */
    public static void main(String[] arguments) throws IOException {
        try (MinimalEcho echo = MinimalEcho.start()) {
            Service.untilInputEnds(echo.port());
        }
    }
}
