package io.hawser.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationTest {

    @TempDir
    private Path directory;

    private Path classes;
    private Application application;

    @BeforeEach
    void make() throws IOException {
        classes = Files.createDirectories(directory.resolve("part/target/classes"));
        Files.createDirectories(classes.resolve("a/b"));
        Files.writeString(classes.resolve("a/b/C.class"), "c");
        application = new Application(directory.resolve("war"));
    }

    @Test
    void classesAreCopied() throws IOException {
        application.classes(classes, "a/b").classes(classes, "a/b");
        assertThat(directory.resolve("war/WEB-INF/classes/a/b/C.class")).hasContent("c");
    }

    @Test
    void foldersOfClassesBecomeJarFiles() throws IOException {
        Path jar = Files.writeString(directory.resolve("other.jar"), "jar");
        application.libraries(List.of(classes, jar));
        assertThat(directory.resolve("war/WEB-INF/lib/other.jar")).hasContent("jar");
        try (ZipFile zip =
                new ZipFile(directory.resolve("war/WEB-INF/lib/part.jar").toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName)).containsExactly("a/b/C.class");
        }
    }
}
