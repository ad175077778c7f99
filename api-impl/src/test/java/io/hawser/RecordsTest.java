package io.hawser;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.hawser.handshake.Origin;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Records whose methods are called by foreign code or by the engine. The methods that the compiler adds to a record put
 * its class, and with it the class loader of an application, into a static cache of the JDK.
 */
class RecordsTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.hawser");

    private static Stream<JavaClass> records() {
        return CLASSES.stream().filter(type -> type.isAssignableTo(Record.class));
    }

    /** {@return the methods that the compiler has added, which are final} */
    private static List<String> added(JavaClass type) {
        return type.getMethods().stream()
                .filter(method -> method.getModifiers().contains(JavaModifier.FINAL))
                .map(method -> type.getName() + "." + method.getName())
                .filter(name -> name.endsWith(".equals") || name.endsWith(".hashCode") || name.endsWith(".toString"))
                .toList();
    }

    @Test
    void whatApplicationsGetHasMethodsOfItsOwn() {
        List<JavaClass> given = records()
                .filter(type -> type.getAllRawInterfaces().stream()
                        .anyMatch(api -> api.getPackageName().startsWith("jakarta.websocket")))
                .toList();
        assertThat(given).hasSizeGreaterThan(4);
        assertThat(given).flatExtracting(RecordsTest::added).isEmpty();
    }

    @Test
    void whatTheEngineComparesHasMethodsOfItsOwn() {
        List<String> compared = List.of(Origin.class.getName(), "io.hawser.container.EndpointSessions$Key");
        assertThat(records().filter(type -> compared.contains(type.getName())))
                .hasSize(compared.size())
                .flatExtracting(RecordsTest::added)
                .isEmpty();
    }
}
