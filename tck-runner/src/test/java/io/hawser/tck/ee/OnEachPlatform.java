package io.hawser.tck.ee;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** A test that is run on each server of the whole Jakarta EE platform, and gets the {@link EeApplication} there. */
@ParameterizedTest(name = "{0}", autoCloseArguments = false, allowZeroInvocations = true)
@ArgumentsSource(EachEeServer.class)
@ExtendWith(EachEeServer.class)
@Target(METHOD)
@Retention(RUNTIME)
@interface OnEachPlatform {}
