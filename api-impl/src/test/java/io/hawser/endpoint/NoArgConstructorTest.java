package io.hawser.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class NoArgConstructorTest {

    /** Neither the class nor its package is open to everyone, only the constructor is public. */
    static class PackagePrivate {
        public PackagePrivate() {}
    }

    @Test
    void classNeedNotBePublic() throws Exception {
        NoArgConstructor<PackagePrivate> constructor = NoArgConstructor.of(PackagePrivate.class);
        PackagePrivate first = constructor.newInstance();
        assertThat(first).isNotNull().isNotSameAs(constructor.newInstance());
    }

    static class HiddenConstructor {
        HiddenConstructor() {}
    }

    /** Public but for its constructor. */
    public static class WithArguments {
        /**
         * Takes something.
         *
         * @param something anything
         */
        public WithArguments(String something) {}
    }

    class Inner {
        public Inner() {}

        NoArgConstructorTest outer() {
            return NoArgConstructorTest.this;
        }
    }

    @Test
    void constructorHasToBePublicAndWithoutArguments() {
        for (Class<?> type : new Class<?>[] {HiddenConstructor.class, WithArguments.class, Inner.class, int.class}) {
            assertThatThrownBy(() -> NoArgConstructor.of(type)).isInstanceOf(InstantiationException.class);
        }
        assertThatThrownBy(() -> NoArgConstructor.of(WithArguments.class))
                .hasMessage(
                        "The class " + WithArguments.class.getName() + " has no public constructor without arguments.");
    }

    abstract static class Abstract {
        public Abstract() {}
    }

    @Test
    void abstractClassIsRefused() {
        assertThatThrownBy(() -> NoArgConstructor.of(Abstract.class))
                .isInstanceOf(InstantiationException.class)
                .hasMessage("The class " + Abstract.class.getName() + " is abstract.");
        assertThatThrownBy(() -> NoArgConstructor.of(Runnable.class)).hasMessageContaining("is abstract");
    }

    @Test
    void classThatItsModuleDoesNotOpenIsRefused() throws Exception {
        Class<?> hidden = Class.forName("sun.net.spi.DefaultProxySelector");
        assertThatThrownBy(() -> NoArgConstructor.of(hidden))
                .isInstanceOf(InstantiationException.class)
                .hasMessageContaining("sun.net.spi.DefaultProxySelector is not accessible")
                .hasMessageContaining("module java.base has to open the package sun.net.spi to");
    }

    static class Failing {
        public Failing() throws IOException {
            throw new IOException("no file");
        }
    }

    @Test
    void exceptionOfTheConstructorIsTheCause() throws Exception {
        NoArgConstructor<Failing> constructor = NoArgConstructor.of(Failing.class);
        assertThatThrownBy(constructor::newInstance)
                .isInstanceOf(InstantiationException.class)
                .hasCauseInstanceOf(IOException.class)
                .hasMessageContaining(Failing.class.getName())
                .hasMessageContaining("no file");
    }
}
