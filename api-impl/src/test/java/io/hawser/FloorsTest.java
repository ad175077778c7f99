package io.hawser;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * The packages of the engine are floors, and each floor imports only the floors below it. The package {@code log} is
 * above {@code handshake} and {@code protocol}, which log nothing.
 */
class FloorsTest {

    /** From the top down. */
    private static final String[] FLOORS = {
        "io.hawser.container",
        "io.hawser.container.extension",
        "io.hawser.session",
        "io.hawser.session.input",
        "io.hawser.session.liveness",
        "io.hawser.session.output",
        "io.hawser.session.memory",
        "io.hawser.transport",
        "io.hawser.thread",
        "io.hawser.endpoint..",
        "io.hawser",
        "io.hawser.log",
        "io.hawser.handshake",
        "io.hawser.protocol.."
    };

    private static final String[] WITHOUT_JAKARTA = {"io.hawser.log", "io.hawser.handshake", "io.hawser.protocol.."};

    // The classes are imported by path, not by package. So only shipped classes are checked, on the module path and on
    // the class path.
    private static final JavaClasses ENGINE = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void everyClassLivesOnAFloor() {
        assertThat(ENGINE).isNotEmpty();
        classes()
                .that()
                .doNotHaveSimpleName("module-info")
                .should()
                .resideInAnyPackage(FLOORS)
                .check(ENGINE);
    }

    @Test
    void eachFloorImportsOnlyThoseBelowIt() {
        var house = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String floor : FLOORS) {
            house = house.layer(floor).definedBy(floor);
        }
        for (int i = 0; i < FLOORS.length; i++) {
            house = i == 0
                    ? house.whereLayer(FLOORS[i]).mayNotBeAccessedByAnyLayer()
                    : house.whereLayer(FLOORS[i]).mayOnlyBeAccessedByLayers(above(i));
        }
        house.check(ENGINE);
    }

    @Test
    void theEngineNeedsOnlyTheJakartaApisAndJavaBase() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "io.hawser..",
                        "jakarta.websocket..",
                        "jakarta.inject..",
                        "jakarta.enterprise..",
                        "java.io..",
                        "java.lang..",
                        "java.math..",
                        "java.net..",
                        "java.nio..",
                        "java.security..",
                        "java.text..",
                        "java.time..",
                        "java.util..",
                        "javax.crypto..",
                        "javax.net..",
                        "javax.security.auth.."))
                .check(ENGINE);
    }

    @Test
    void cdiIsKnownInOneCornerAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.hawser.endpoint.cdi..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("jakarta.enterprise.."))
                .check(ENGINE);
    }

    @Test
    void logHandshakeAndProtocolNeedNoJakartaApi() {
        noClasses()
                .that()
                .resideInAnyPackage(WITHOUT_JAKARTA)
                .should()
                .dependOnClassesThat(resideInAnyPackage("jakarta.."))
                .check(ENGINE);
    }

    @Test
    void protocolHasNoClockNoLockAndNoThread() {
        noClasses()
                .that()
                .resideInAPackage("io.hawser.protocol..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "java.net..", "java.nio.channels..", "java.time..", "java.util.concurrent.."))
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Object.class, "wait")
                .check(ENGINE);
        noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage("io.hawser.protocol..")
                .should()
                .haveModifier(SYNCHRONIZED)
                .check(ENGINE);
    }

    /** {@code Log} escapes text from peers and applications. {@code LoggingTest} checks the other modules. */
    @Test
    void everyLineGoesThroughTheLog() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.hawser.log")
                .should()
                .dependOnClassesThat()
                .areAssignableFrom(System.Logger.class)
                .check(ENGINE);
    }

    @Test
    void nobodyPrints() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(ENGINE);
    }

    private static String[] above(int floor) {
        return Arrays.copyOf(FLOORS, floor);
    }
}
