package io.hawser.tck.fuzz;

import java.nio.file.Path;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Fuzzes for long: docs/fuzzing.md. */
public final class FuzzRun {

    private FuzzRun() {}

    /**
     * Fuzzes, and writes what the corpora may keep of it.
     *
     * @param args the folder for what is made; seconds for each target; how many at once; names of targets, none for
     *     all
     */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0], "fuzz");
        int seconds = Integer.parseInt(args[1]);
        ExecutorService threads = Executors.newFixedThreadPool(Integer.parseInt(args[2]));
        List<Future<Boolean>> runs;
        try {
            runs = threads.invokeAll(tasks(folder, seconds, List.of(args).subList(3, args.length)));
        } finally {
            threads.shutdown();
        }
        for (Future<Boolean> run : runs) {
            if (!run.get()) {
                System.exit(1);
            }
        }
    }

    private static List<Callable<Boolean>> tasks(Path folder, int seconds, List<String> names) {
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (FuzzTarget target : FuzzTarget.values()) {
            if (names.isEmpty() || names.contains(target.toString())) {
                tasks.add(() -> fuzz(new Jazzer(target, folder), target, seconds));
            }
        }
        if (tasks.size() < names.size()) {
            throw new IllegalArgumentException("not all of " + names + " are targets: " + List.of(FuzzTarget.values()));
        }
        return tasks;
    }

    /** Says whether nothing was found. */
    private static boolean fuzz(Jazzer jazzer, FuzzTarget target, int seconds) throws Exception {
        say(target + ": begins");
        try {
            jazzer.fuzz(seconds);
        } catch (AssertionError finding) {
            say(target + ": FAILED: " + finding.getMessage());
            return false;
        }
        String numbers = jazzer.numbers();
        say(target + ": " + numbers + ", new inputs in " + jazzer.merge());
        return true;
    }

    private static void say(String text) {
        System.out.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + text);
    }
}
