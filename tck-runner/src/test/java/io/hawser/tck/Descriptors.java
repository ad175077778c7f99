package io.hawser.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a process has open. */
public final class Descriptors {

    private Descriptors() {}

    /**
     * {@return how many files and sockets a process has open, where the system tells; or 0} Selectors are not counted:
     * containers keep some for each thread.
     */
    public static int filesAndSockets(long pid) {
        return count(pid, target -> !target.startsWith("anon_inode:"));
    }

    /** {@return how many sockets a process has open, where the system tells; or 0} */
    public static int sockets(long pid) {
        return count(pid, target -> target.startsWith("socket:"));
    }

    private static int count(long pid, Predicate<String> kind) {
        try (Stream<Path> all = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
            return (int) all.filter(descriptor -> is(kind, descriptor)).count();
        } catch (NoSuchFileException e) {
            return 0; // Not on Linux.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean is(Predicate<String> kind, Path descriptor) {
        try {
            return kind.test(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException e) {
            return false; // It has been closed in between.
        }
    }
}
