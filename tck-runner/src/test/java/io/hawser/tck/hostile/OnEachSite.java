package io.hawser.tck.hostile;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** A test that is run on each {@link Site}. */
@ParameterizedTest(name = "{0}", autoCloseArguments = false)
@ArgumentsSource(EachSite.class)
@Target(METHOD)
@Retention(RUNTIME)
@interface OnEachSite {

    /** {@return the settings of the container, as "name=value", equal for all tests of a class} */
    String[] settings() default {};
}
