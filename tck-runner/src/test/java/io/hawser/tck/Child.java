package io.hawser.tck;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that a test has started. It ends with the test at the latest. Its input and output are lines. */
public final class Child implements AutoCloseable {

    private static final String END = "<end of output>";
    private static final int PATIENCE_SECONDS = 120;

    private final Process process;
    private final Writer input;
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();

    private Child(Process process) {
        this.process = process;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "output of process " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a program in a folder. Its standard error is merged into its output. */
    public static Child start(Path folder, List<String> command) throws IOException {
        return new Child(new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start());
    }

    /** Starts a program in a folder. Its standard error is written to a file. */
    public static Child start(Path folder, List<String> command, Path errors) throws IOException {
        return new Child(new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(errors.toFile())
                .start());
    }

    /** Runs a program to its end. Returns its output, in lines that end with a line feed. Throws if it fails. */
    public static String run(Path folder, List<String> command) throws IOException, InterruptedException {
        try (Child child = start(folder, command)) {
            StringBuilder text = new StringBuilder();
            for (String line = child.take(); !line.equals(END); line = child.take()) {
                text.append(line).append('\n');
            }
            if (child.process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " failed:\n" + text);
            }
            return text.toString();
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(output::add);
        } catch (IOException | UncheckedIOException e) {
            // The process was ended inside a line.
        } finally {
            output.add(END);
        }
    }

    /** {@return the process id} */
    public long pid() {
        return process.pid();
    }

    /** Writes a line to its input. */
    public void write(String line) {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("process " + process.pid() + " has ended", e);
        }
    }

    /** {@return the next line of its output} */
    public String nextLine() {
        String line = take();
        if (line.equals(END)) {
            output.add(END);
            throw new AssertionError("process " + process.pid() + " has ended");
        }
        return line;
    }

    private String take() {
        String line;
        try {
            line = output.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for process " + process.pid(), e);
        }
        if (line == null) {
            throw new AssertionError("process " + process.pid() + " is silent");
        }
        return line;
    }

    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(handle -> handle.onExit().join());
    }
}
