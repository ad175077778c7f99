package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/**
 * How many sockets this process has open, those of clients and of servers.
 *
 * @param sockets the number
 */
record Descriptors(long sockets) {

    private static final Path OPEN = Path.of("/proc/self/fd");

    static Descriptors now() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(OPEN), "the system does not tell the open descriptors");
        return new Descriptors(count());
    }

    private static long count() throws IOException {
        try (Stream<Path> open = Files.list(OPEN)) {
            return open.filter(Descriptors::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            // It was that of the list, or has just been closed.
            return false;
        }
    }

    /** Waits until there are no more than then, but for so many. */
    void awaitNoMoreThan(int more) {
        Awaitility.await().untilAsserted(() -> assertThat(count()).isLessThanOrEqualTo(sockets + more));
    }
}
