package io.hawser.tck.idle;

import io.hawser.tck.suite.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory that the JVM of a server holds after full collections.
 *
 * @param heap bytes of its heap
 * @param resident bytes of resident memory of the process, including the heap, as Linux counts them
 * @param threads the number of live threads
 */
record Holding(long heap, long resident, int threads) {

    private static final Pattern MEMORY = Pattern.compile("ok heap=(\\d+) classes=\\d+ threads=(\\d+) .*");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s*(\\d+) kB");

    static Holding of(ServerProcess server) throws IOException {
        Matcher memory = MEMORY.matcher(server.memory());
        Matcher resident = RESIDENT.matcher(Files.readString(Path.of("/proc", Long.toString(server.pid()), "status")));
        if (!memory.matches() || !resident.find()) {
            throw new IllegalStateException("the server or Linux does not say what it holds");
        }
        return new Holding(
                Long.parseLong(memory.group(1)),
                Long.parseLong(resident.group(1)) * 1024,
                Integer.parseInt(memory.group(2)));
    }
}
