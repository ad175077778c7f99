package io.hawser.tck.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Compares the {@link Proves} annotations of the tests of this package and of the package for servlet containers with
 * the list of all {@link Requirement}s, and {@code docs/conformance.md} with both. With
 * {@code -Dhawser.conformance.write=true} it writes the table of the document.
 */
class ConformanceTest {

    private static final List<String> PACKAGES = List.of("io.hawser.tck.spec", "io.hawser.tck.servlet");
    private static final Path DOCUMENT = Path.of("..", "docs", "conformance.md");
    private static final String BEGIN = "<!-- begin of the table that ConformanceTest writes -->\n";
    private static final String END = "<!-- end of the table that ConformanceTest writes -->\n";

    private final List<Requirement> requirements = Requirement.all();
    private final Map<String, SortedSet<String>> proofs = proofs();

    @Test
    void everyRequirementIsProvedOrSaysWhyNot() {
        assertThat(requirements)
                .filteredOn(requirement -> requirement.reason().isEmpty())
                .as("to be proved by a test with @Proves, or to be given a reason in " + Requirement.LIST)
                .allMatch(requirement -> proofs.containsKey(requirement.id()));
    }

    @Test
    void noRequirementThatIsProvedSaysWhyItIsNot() {
        assertThat(requirements)
                .filteredOn(requirement -> proofs.containsKey(requirement.id()))
                .as("their reasons are to be removed from " + Requirement.LIST)
                .allMatch(requirement -> requirement.reason().isEmpty());
    }

    @Test
    void nothingIsProvedThatIsNotRequired() {
        assertThat(requirements)
                .extracting(Requirement::id)
                .doesNotHaveDuplicates()
                .containsAll(proofs.keySet());
    }

    @Test
    void whatProvesIsATest() {
        assertThat(methods().filter(method -> method.isAnnotationPresent(Proves.class)))
                .allMatch(method -> AnnotationSupport.isAnnotated(method, Testable.class));
    }

    @Test
    void documentHoldsTheTable() throws IOException {
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END);
        assertThat(end).as("the two marks in " + DOCUMENT).isGreaterThanOrEqualTo(begin);
        if (Boolean.getBoolean("hawser.conformance.write")) {
            document = document.substring(0, begin) + table() + document.substring(end);
            Files.writeString(DOCUMENT, document);
        }
        assertThat(document)
                .as("to be written by a run with -Dhawser.conformance.write=true")
                .contains(BEGIN + table() + END);
    }

    private String table() {
        StringBuilder table = new StringBuilder("\n| section | assertion | about | proved by |\n|---|---|---|---|\n");
        String before = "";
        for (Requirement requirement : requirements) {
            String section = requirement.section();
            table.append("| ").append(section.equals(before) ? "" : section);
            table.append(" | ").append(requirement.isNumbered() ? requirement.id() : "");
            table.append(" | ").append(requirement.about());
            table.append(" | ").append(proof(requirement)).append(" |\n");
            before = section;
        }
        return table.append('\n').toString();
    }

    private String proof(Requirement requirement) {
        SortedSet<String> tests = proofs.getOrDefault(requirement.id(), new TreeSet<>());
        return tests.isEmpty()
                ? requirement.reason()
                : tests.stream().map(test -> "`" + test + "`").collect(Collectors.joining("<br>"));
    }

    /** {@return the names of the tests, by the id of the requirement} */
    private static Map<String, SortedSet<String>> proofs() {
        Map<String, SortedSet<String>> proofs = new TreeMap<>();
        methods().filter(method -> method.isAnnotationPresent(Proves.class)).forEach(method -> {
            for (String id : method.getAnnotation(Proves.class).value()) {
                proofs.computeIfAbsent(id, unused -> new TreeSet<>()).add(name(method));
            }
        });
        return proofs;
    }

    /** The names of the tests are unique without the names of nested classes, which only divide a chapter. */
    private static String name(Method method) {
        Class<?> type = method.getDeclaringClass();
        return type.getName().substring(type.getPackageName().length() + 1).replaceFirst("\\$.*", "") + "."
                + method.getName();
    }

    private static Stream<Method> methods() {
        return classes().stream().flatMap(type -> Stream.of(type.getDeclaredMethods()));
    }

    /** {@return the classes of these packages, which are loaded but not initialized} */
    private static List<Class<?>> classes() {
        Class<?> self = ConformanceTest.class;
        try {
            Path root = Path.of(
                    self.getProtectionDomain().getCodeSource().getLocation().toURI());
            List<Class<?>> classes = new ArrayList<>();
            for (String name : PACKAGES) {
                try (Stream<Path> files = Files.list(root.resolve(name.replace('.', '/')))) {
                    for (String file :
                            files.map(path -> path.getFileName().toString()).toList()) {
                        if (file.endsWith(".class") && !file.equals("package-info.class")) {
                            String type = name + "." + file.substring(0, file.length() - 6);
                            classes.add(Class.forName(type, false, self.getClassLoader()));
                        }
                    }
                }
            }
            return classes;
        } catch (IOException | URISyntaxException | ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
