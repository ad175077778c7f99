package io.hawser.tck.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packages have no cycle of dependencies, nor do the classes within a package. */
class CirclesTest {

    /** Pairs of classes that are one idea in two files. */
    private static final Set<Set<String>> ALLOWED = Set.of(
            pair("endpoint", "DefaultConfigurator", "ServersDefault"),
            pair("handshake", "ExtensionOffer", "ExtensionParser"),
            pair("handshake", "RequestLine", "UpgradeRequest"),
            pair("handshake", "StatusLine", "UpgradeResponse"),
            pair("log", "Log", "Repetitions"),
            pair("protocol", "CloseStatus", "ProtocolException"),
            pair("session.memory", "Budget", "Share"),
            pair("session.output", "PartialMessage", "PendingSend"),
            pair("thread", "PlatformThreads", "PoolThread"),
            pair("standalone", "HawserServer", "HawserServerBuilder"));

    private static Set<String> pair(String folder, String first, String second) {
        String name = "io.hawser." + folder + ".";
        return new TreeSet<>(Set.of(name + first, name + second));
    }

    private static JavaClasses classes(String module) {
        JavaClasses classes = new ClassFileImporter().importPath(Path.of("..", module, "target", "classes"));
        assertThat(classes).as("%s is built", module).isNotEmpty();
        return classes;
    }

    private static String topLevel(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "");
    }

    /** A sealed type names the types that it permits. */
    private static boolean isPermitted(Dependency dependency) {
        return dependency
                .getTargetClass()
                .isAssignableTo(dependency.getOriginClass().getName());
    }

    private static void note(JavaClasses classes, Predicate<Dependency> counted, Circles packages, Circles types) {
        for (JavaClass type : classes) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass used = dependency.getTargetClass().getBaseComponentType();
                if (!used.getPackageName().startsWith("io.hawser") || !counted.test(dependency)) {
                    continue;
                }
                if (!used.getPackageName().equals(type.getPackageName())) {
                    packages.add(type.getPackageName(), used.getPackageName());
                } else if (!topLevel(used).equals(topLevel(type))) {
                    types.add(topLevel(type), topLevel(used));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-impl", "container-standalone", "container-servlet", "hawser-spring-boot-starter"})
    void thereAreNone(String module) {
        Circles packages = new Circles();
        Circles types = new Circles();
        note(classes(module), dependency -> !isPermitted(dependency), packages, types);
        assertThat(packages.all()).as("packages").isEmpty();
        assertThat(types.all()).as("classes of one package").isSubsetOf(ALLOWED);
    }

    @Test
    void oneWouldBeFound() {
        Circles circles = new Circles();
        circles.add("a", "b");
        circles.add("b", "c");
        assertThat(circles.all()).isEmpty();
        circles.add("c", "a");
        circles.add("c", "d");
        assertThat(circles.all()).containsExactly(new TreeSet<>(Set.of("a", "b", "c")));
    }
}
