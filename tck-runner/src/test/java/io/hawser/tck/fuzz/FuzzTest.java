package io.hawser.tck.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.code_intelligence.jazzer.Jazzer;
import io.hawser.protocol.FrameReader;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerEndpoint;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs each target over its corpus, and then lets Jazzer look for more: {@code -Dhawser.fuzz.seconds} says how long (0
 * for not at all), {@code -Pfuzz} makes it ten minutes each.
 */
class FuzzTest {

    private static final long SECONDS = Long.getLong("hawser.fuzz.seconds", 3);
    private static final Path CORPUS = Path.of("src/test/fuzz").toAbsolutePath();
    /** What Jazzer exits with where it has found something. */
    private static final int FOUND = 77;

    @ParameterizedTest
    @ValueSource(
            classes = {
                FrameTarget.class,
                RoundTripTarget.class,
                HandshakeTarget.class,
                ExtensionTarget.class,
                Utf8Target.class,
                UriTarget.class
            })
    void theCorpusFindsNothing(Class<?> target) throws Exception {
        List<Path> inputs = inputs(target);
        assertThat(inputs).isNotEmpty();
        for (Path input : inputs) {
            run(target, Files.readAllBytes(input), input);
        }
    }

    private static void run(Class<?> target, byte[] data, Path input) throws Exception {
        try {
            target.getMethod("fuzzerTestOneInput", byte[].class).invoke(null, (Object) data);
        } catch (java.lang.reflect.InvocationTargetException e) {
            throw new AssertionError(target.getSimpleName() + " fails for " + input, e.getCause());
        }
    }

    private static List<Path> inputs(Class<?> target) throws IOException {
        try (Stream<Path> files = Files.list(CORPUS.resolve(target.getSimpleName()))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                FrameTarget.class,
                RoundTripTarget.class,
                HandshakeTarget.class,
                ExtensionTarget.class,
                Utf8Target.class,
                UriTarget.class
            })
    void theFuzzerFindsNothing(Class<?> target) throws Exception {
        assumeTrue(SECONDS > 0, "skipped by -Dhawser.fuzz.seconds=0");
        Path folder = Path.of("target/fuzz").toAbsolutePath();
        Path found = Files.createDirectories(folder.resolve(target.getSimpleName()));
        Path log = folder.resolve(target.getSimpleName() + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                classPath(),
                Jazzer.class.getName(),
                "--target_class=" + target.getName(),
                "--instrumentation_includes=io.hawser.protocol.**:io.hawser.handshake.**:io.hawser.endpoint.**",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + File.separator + target.getSimpleName() + "-",
                "-max_total_time=" + SECONDS,
                "-max_len=4096",
                "-timeout=20",
                found.toString(),
                CORPUS.resolve(target.getSimpleName()).toString()));
        Process fuzzer = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            int exit = fuzzer.waitFor();
            assertThat(exit)
                    .as(() -> (exit == FOUND ? "Jazzer has found something" : "Jazzer has not run") + ", see " + log
                            + "; put the input " + target.getSimpleName() + "-crash-... beside it into "
                            + CORPUS.resolve(target.getSimpleName()) + " to have it fail without Jazzer:\n" + tail(log))
                    .isZero();
            assertThat(Files.readString(log)).contains("DONE");
        } finally {
            fuzzer.destroyForcibly();
        }
    }

    private static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log, java.nio.charset.StandardCharsets.ISO_8859_1);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the targets need, and not all that the tests have. */
    private static String classPath() {
        return Stream.of(
                        FuzzTest.class,
                        FrameReader.class,
                        Jazzer.class,
                        com.code_intelligence.jazzer.api.FuzzedDataProvider.class,
                        Extension.class,
                        ServerEndpoint.class)
                .map(FuzzTest::location)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
