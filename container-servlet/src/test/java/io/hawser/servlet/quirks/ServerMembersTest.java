package io.hawser.servlet.quirks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class ServerMembersTest {

    /** As a class of a server. */
    private static class Base {

        @SuppressWarnings("unused") // read by reflection
        private final String name = "base";

        @SuppressWarnings("unused") // called by reflection
        private String name() {
            return name;
        }

        @SuppressWarnings("unused") // called by reflection
        private String name(int times) {
            return name.repeat(times);
        }
    }

    private static final class Derived extends Base {}

    @Test
    void aMethodIsFoundByItsParametersInSuperclassesToo() throws Exception {
        ServerMethod name = new ServerMethod("name");
        ServerMethod times = new ServerMethod("name", int.class);
        assertThat(name.isOf(new Derived())).isTrue();
        assertThat(name.invoke(new Derived())).isEqualTo("base");
        assertThat(times.invoke(new Base(), 2)).isEqualTo("basebase");
    }

    @Test
    void aMissingMethodIsNamed() {
        ServerMethod missing = new ServerMethod("missing");
        assertThat(missing.isOf(new Base())).isFalse();
        assertThatExceptionOfType(NoSuchMethodException.class)
                .isThrownBy(() -> missing.invoke(new Base()))
                .withMessage(Base.class.getName() + ".missing");
    }

    @Test
    void aFieldIsFoundOnlyInTheClassThatDeclaresIt() throws Exception {
        ServerField name = new ServerField("name");
        assertThat(name.in(Base.class).get(new Derived())).isEqualTo("base");
        assertThatExceptionOfType(NoSuchFieldException.class)
                .isThrownBy(() -> name.in(Derived.class))
                .withMessage(Derived.class.getName() + ".name");
    }

    @Test
    void theMembersOfAClassAreSearchedOnce() throws Exception {
        ServerField field = new ServerField("name");
        ServerMethod method = new ServerMethod("name");
        assertThat(field.in(Base.class)).isSameAs(field.in(Base.class));
        assertThat(method.get(Base.class)).isSameAs(method.get(Base.class));
    }
}
