package io.hawser.benchmarks.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process that is measured, or that helps to. It ends when it is closed, or when this process ends. */
final class Child implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;
    private static final long ENDING_SECONDS = 10;

    private final Process process;
    private final BufferedReader output;
    private final Path log;

    private Child(Process process, Path log) {
        this.process = process;
        this.output = process.inputReader();
        this.log = log;
    }

    /** Starts one that writes its errors to a file. */
    static Child start(List<String> command, Path log) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new Child(process, log);
    }

    /**
     * Waits for a line.
     *
     * @param word its first word; other lines are left out
     * @param more how long it may take, beside the start of the process
     * @return the other words
     */
    String[] words(String word, Duration more) throws IOException, InterruptedException {
        CompletableFuture<String> line = CompletableFuture.supplyAsync(() -> line(word));
        try {
            String found = line.get(PATIENCE_SECONDS + more.toSeconds(), TimeUnit.SECONDS);
            return found.substring(word.length() + 1).split(" ", -1);
        } catch (TimeoutException e) {
            throw new IOException("the process does not say \"" + word + "\": " + log.getFileName(), e);
        } catch (ExecutionException e) {
            throw new IOException("the process ended: " + log.getFileName(), e);
        }
    }

    private String line(String word) {
        try {
            String line = output.readLine();
            while (line != null && !line.startsWith(word + " ")) {
                line = output.readLine();
            }
            if (line == null) {
                throw new IllegalStateException("the output ends");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** {@return the CPU time of all threads of the process so far, which the system counts in steps of 10 ms} */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        boolean ended = false;
        try {
            process.getOutputStream().close();
            ended = process.waitFor(ENDING_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            // It has ended by itself, or is ended now.
            ended = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!ended) {
            process.destroyForcibly();
        }
    }
}
