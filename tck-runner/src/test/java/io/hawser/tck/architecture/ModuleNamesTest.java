package io.hawser.tck.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A module has one name for its folder, its artifact, and its Java module. */
class ModuleNamesTest {

    private static final String PREFIX = "hawser-";

    private static String javaModule(String folder) {
        return "io.hawser." + folder.replaceFirst("^" + PREFIX, "").replace('-', '.');
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-impl", "container-servlet", "container-standalone"})
    void theJavaModuleHasTheNameOfTheFolder(String folder) throws IOException {
        Path compiled = Path.of("..", folder, "target", "classes", "module-info.class");
        try (InputStream in = Files.newInputStream(compiled)) {
            assertThat(ModuleDescriptor.read(in).name()).isEqualTo(javaModule(folder));
        }
    }

    @Test
    void theStarterHasTheNameOfItsFolderAsAnAutomaticModule() throws IOException {
        String folder = PREFIX + "spring-boot-starter";
        assertThat(Files.readString(Path.of("..", folder, "pom.xml")))
                .contains("<Automatic-Module-Name>" + javaModule(folder) + "</Automatic-Module-Name>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-impl", "container-servlet", "container-standalone", "hawser-spring-boot-starter"})
    void theArtifactHasTheNameOfTheFolder(String folder) throws IOException {
        String artifact = folder.startsWith(PREFIX) ? folder : PREFIX + folder;
        assertThat(Files.readString(Path.of("..", folder, "pom.xml")))
                .contains("<artifactId>" + artifact + "</artifactId>\n");
    }
}
