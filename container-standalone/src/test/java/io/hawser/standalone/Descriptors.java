package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/**
 * The number of open sockets of this process, of clients and servers.
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
            // It was the descriptor of the listing, or has just been closed.
            return false;
        }
    }

    /** Waits until at most a given number of further sockets is open. */
    void awaitNoMoreThan(int more) {
        Awaitility.await().untilAsserted(() -> assertThat(count()).isLessThanOrEqualTo(sockets + more));
    }
}
