package io.hawser.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class NoArgConstructorTest {

    /** Only the constructor is public. The class is not public, and its package is not open. */
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

    /** A public class whose constructor is not public. */
    public static class WithArguments {
        /**
         * Needs an argument.
         *
         * @param something any object
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

    class NotStatic {}

    static class NotPublic {}

    private static class Private {}

    /** A public class with an explicit constructor that is not public. */
    public static class WithHiddenConstructor {
        WithHiddenConstructor() {}
    }

    @Test
    void theMessageHasACorrection() {
        class Local {}

        assertReason(
                NotStatic.class,
                "It is an inner class, which needs an instance of " + NoArgConstructorTest.class.getName()
                        + ": declare it \"public static class\".");
        assertReason(
                NotPublic.class,
                "The class is not public: declare it \"public static class\", or write a public constructor.");
        assertReason(
                Private.class,
                "The class is not public: declare it \"public static class\", or write a public constructor.");
        assertReason(
                NotNested.class,
                "The class is not public: declare it \"public class\", or write a public constructor.");
        assertReason(WithHiddenConstructor.class, "The one that it has is not public: write \"public\" before it.");
        String local = "It is declared within a method: make it a separate public class, or a \"public static class\""
                + " of another.";
        assertReason(Local.class, local);
        assertReason(new Object() {}.getClass(), local);
    }

    private static void assertReason(Class<?> type, String reason) {
        assertThatThrownBy(() -> NoArgConstructor.of(type))
                .isInstanceOf(InstantiationException.class)
                .hasMessage("The class " + type.getName() + " has no public constructor without arguments. " + reason);
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

/** A class for its own package. */
class NotNested {}
