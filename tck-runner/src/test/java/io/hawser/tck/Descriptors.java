package io.hawser.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The open files and sockets of a process. */
public final class Descriptors {

    private Descriptors() {}

    /**
     * {@return the number of open files and sockets of a process; 0 if the system does not report it} Selectors are not
     * counted, since containers keep some for each thread.
     */
    public static int filesAndSockets(long pid) {
        return count(pid, target -> !target.startsWith("anon_inode:"));
    }

    /** {@return the number of open sockets of a process; 0 if the system does not report it} */
    public static int sockets(long pid) {
        return count(pid, target -> target.startsWith("socket:"));
    }

    private static int count(long pid, Predicate<String> kind) {
        try (Stream<Path> all = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
            return (int) all.filter(descriptor -> is(kind, descriptor)).count();
        } catch (NoSuchFileException e) {
            return 0; // The system is not Linux.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean is(Predicate<String> kind, Path descriptor) {
        try {
            return kind.test(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException e) {
            return false; // It has been closed meanwhile.
        }
    }
}
