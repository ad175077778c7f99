package io.hawser.benchmarks.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a reader has to know of this machine. */
final class Machine {

    private static final Pattern MODEL = Pattern.compile("model name\\s*: (.*)");

    private Machine() {}

    static String description() throws IOException {
        return "%d processors%s, %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        processor().map(model -> " (" + model + ")").orElse(""),
                        System.getProperty("os.name"));
    }

    private static Optional<String> processor() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        Matcher model = MODEL.matcher(Files.readString(file));
        return model.find() ? Optional.of(model.group(1)) : Optional.empty();
    }

    static String jdk() {
        return System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version");
    }

    /** {@return how many processes wanted to run in the last minute; below 0 where the system does not say} */
    static String load() {
        return String.format(
                Locale.ROOT,
                "%.1f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
