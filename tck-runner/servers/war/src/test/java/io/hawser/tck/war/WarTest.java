package io.hawser.tck.war;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the page about servlet containers says of dependencies. */
class WarTest {

    private static final Path PAGE = Path.of("docs", "servlet-containers.md");
    private static final String CHAPTER = "In a web application";

    /** No API but the one that no servlet container has. */
    @Test
    void theseJarsAreInAWar() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of("target", "hawser-tck-war", "WEB-INF", "lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString()).map(name -> name.replaceAll("-\\d.*\\.jar", "")))
                    .containsExactlyInAnyOrder("hawser-api-impl", "hawser-container-servlet", "jakarta.inject-api");
        }
    }

    @Test
    void theWarHasTheDependenciesOfThePage() throws Exception {
        List<String> page = Pom.inPage(PAGE, CHAPTER).get(0).dependencies();

        assertThat(page).contains("hawser-container-servlet");
        assertThat(Pom.in(Path.of("")).at("dependencies").orElseThrow().dependencies())
                .isEqualTo(page);
    }

    @Test
    void theClientIsAddedAsThePageSays() throws Exception {
        List<String> added = Pom.inPage(PAGE, CHAPTER).get(1).dependencies();

        assertThat(added).containsExactly("hawser-container-standalone");
        assertThat(dependenciesOf("without-client")).containsExactly("hawser-container-servlet");
        assertThat(dependenciesOf("application")).containsExactly("hawser-container-servlet", added.get(0));
    }

    private static List<String> dependenciesOf(String module) throws Exception {
        return Pom.in(Path.of("..", module)).at("dependencies").orElseThrow().dependencies();
    }

    /** Published is what has sources and Javadoc with it. */
    @Test
    void theBomHasEverythingThatIsPublished() throws Exception {
        Pom top = Pom.in(Pom.TOP);
        Pom bom = Pom.in(Pom.TOP.resolve("hawser-bom"));
        List<String> published = top.at("modules")
                .orElseThrow()
                .all("module")
                .map(module -> module.element().getTextContent())
                .filter(module -> !module.equals("hawser-bom"))
                .map(module -> Pom.TOP.resolve(module))
                .map(WarTest::pom)
                .filter(WarTest::hasJavadoc)
                .map(pom -> pom.text("artifactId"))
                .toList();

        assertThat(published).hasSizeGreaterThan(3);
        assertThat(bom.at("dependencyManagement", "dependencies").orElseThrow().dependencies())
                .containsExactlyInAnyOrderElementsOf(published);
        assertThat(bom.text("version")).isEqualTo(top.text("version"));
    }

    private static Pom pom(Path folder) {
        try {
            return Pom.in(folder);
        } catch (Exception e) {
            throw new IllegalStateException(folder.toString(), e);
        }
    }

    private static boolean hasJavadoc(Pom pom) {
        return pom.at("build", "plugins").stream()
                .flatMap(plugins -> plugins.all("plugin"))
                .anyMatch(plugin -> plugin.text("artifactId").equals("maven-javadoc-plugin"));
    }
}
