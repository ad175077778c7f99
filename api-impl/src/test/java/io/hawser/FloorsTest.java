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

/** The engine is a house of five floors: container, session, endpoint, handshake, protocol. */
class FloorsTest {

    private static final String[] FLOORS = {"container", "session", "endpoint", "handshake", "protocol"};

    // By path, not by package: only what is shipped, whether the tests run on a module path or a class path.
    private static final JavaClasses ENGINE = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void everyClassLivesOnAFloor() {
        assertThat(ENGINE).isNotEmpty();
        classes()
                .that()
                .doNotHaveSimpleName("module-info")
                .should()
                .resideInAnyPackage(packagesFrom(0))
                .check(ENGINE);
    }

    @Test
    void eachFloorImportsOnlyThoseBelowIt() {
        var house = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String floor : FLOORS) {
            house = house.layer(floor).definedBy("io.hawser." + floor + "..");
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
    void protocolAndHandshakeNeedNoJakartaApi() {
        noClasses()
                .that()
                .resideInAnyPackage(packagesFrom(3))
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

    @Test
    void nobodyPrints() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(ENGINE);
    }

    private static String[] packagesFrom(int floor) {
        String[] packages = new String[FLOORS.length - floor];
        for (int i = 0; i < packages.length; i++) {
            packages[i] = "io.hawser." + FLOORS[floor + i] + "..";
        }
        return packages;
    }

    private static String[] above(int floor) {
        return Arrays.copyOf(FLOORS, floor);
    }
}
