package io.hawser.tck.ee;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A process whose output is in a file. Its children end with it. */
final class LoggedProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int END_SECONDS = 60;

    private final Process process;
    private final Path log;

    private LoggedProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a program.
     *
     * @param log the file for its output, which is its log
     * @param environment added to the environment of this process
     */
    static LoggedProcess start(Path log, Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(log.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().putAll(environment);
        return new LoggedProcess(builder.start(), log);
    }

    /** Runs a program to its end; throws with its output where it fails or takes too long. */
    static void run(Path log, Map<String, String> environment, List<String> command) throws IOException {
        int before = read(log).length();
        try (LoggedProcess run = start(log, environment, command)) {
            if (!run.endsWithin(PATIENCE.toSeconds()) || run.process.exitValue() != 0) {
                throw new IOException(
                        String.join(" ", command) + " failed:\n" + run.log().substring(before));
            }
        }
    }

    /** {@return the output so far} */
    String log() throws IOException {
        return read(log);
    }

    private static String read(Path log) throws IOException {
        return Files.exists(log) ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8) : "";
    }

    /** Waits until the output from a position on has a text. */
    void await(int from, String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        await(pattern + " in " + log, () -> {
            String text = log();
            return wanted.matcher(text.substring(Math.min(from, text.length()))).find();
        });
    }

    /** Waits for what the process does. */
    void await(String what, Callable<Boolean> done) {
        Awaitility.await(what).atMost(PATIENCE).until(() -> {
            if (done.call()) {
                return true;
            }
            if (!process.isAlive()) {
                throw new IllegalStateException("the process has ended: " + log);
            }
            return false;
        });
    }

    /** Waits for the end of the process, which has been told to end. */
    void awaitEnd() {
        endsWithin(END_SECONDS);
        close();
    }

    /** Ends the process and its children: first as a shell does it, then by force. */
    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        endsWithin(END_SECONDS);
        all.forEach(ProcessHandle::destroyForcibly);
    }

    /** {@return whether the process ends in this time} An interrupt ends the wait. */
    private boolean endsWithin(long seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
