package io.hawser.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.war.TestWar;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Malformed WAR files, and the environment of an application. */
class WarTest {

    @TempDir
    Path directory;

    private static Set<Path> unpacked() throws IOException {
        String prefix = "hawser-war-" + ProcessHandle.current().pid() + "-";
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void aNameThatNoFileCanHaveIsAnErrorOfTheWarFileThatLeavesNothingBehind() throws Exception {
        Path war =
                new TestWar().file("good.txt", "good").file("b\0d.txt", "bad").writeTo(directory.resolve("a.war"));
        Set<Path> before = unpacked();
        assertThatThrownBy(() -> War.open(war))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a.war cannot be read");
        assertThat(unpacked()).isEqualTo(before);
    }

    @Test
    void resourcesOfTheParentMayHaveAnyAddress() throws Exception {
        URL withSpace = new URL(URI.create("file:///").toURL(), "with a space");
        ClassLoader parent = new ClassLoader(null) {
            @Override
            public Enumeration<URL> getResources(String name) {
                return Collections.enumeration(List.of(withSpace, withSpace));
            }
        };
        try (WarClassLoader loader = new WarClassLoader("/a", List.of(), parent)) {
            assertThat(Collections.list(loader.getResources("any"))).containsExactly(withSpace);
        }
    }
}
