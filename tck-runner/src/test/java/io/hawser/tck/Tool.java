package io.hawser.tck;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A program that a test needs and that Maven cannot fetch. */
public enum Tool {
    /** A browser with the DevTools protocol. */
    BROWSER("browser", "apt-get install chromium", "chromium", "chromium-browser", "google-chrome"),
    /** Debian's own interpreter is first, since it finds Debian's python3-websockets. */
    PYTHON("python", "apt-get install python3-websockets", "/usr/bin/python3", "python3"),
    /** Runs {@code ws}. */
    NODE("node", "apt-get install nodejs npm, or take both from nodejs.org", "node"),
    /** Is a part of {@link #NODE}. */
    NPM("node", NODE.remedy, "npm"),
    /** A client of HTTP. */
    CURL("curl", "apt-get install curl", "curl");

    private final String skipName;
    private final String remedy;
    private final List<String> programs;

    Tool(String skipName, String remedy, String... programs) {
        this.skipName = skipName;
        this.remedy = remedy;
        this.programs = List.of(programs);
    }

    /** {@return the program} If it is missing, the test fails, or is skipped if the property of the tool says so. */
    public String program() {
        String property = "hawser.skip." + skipName;
        assumeFalse(Boolean.getBoolean(property), () -> "skipped by -D" + property + "=true");
        return programs.stream()
                .flatMap(Tool::find)
                .map(Path::toString)
                .findFirst()
                .orElseGet(() -> fail("%s is missing: %s (or skip these tests by -D%s=true)"
                        .formatted(programs.get(0), remedy, property)));
    }

    /** {@return how to get the tool} */
    public String remedy() {
        return remedy;
    }

    private static Stream<Path> find(String program) {
        if (program.startsWith("/")) {
            return Stream.of(Path.of(program)).filter(Files::isExecutable);
        }
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable);
    }
}
