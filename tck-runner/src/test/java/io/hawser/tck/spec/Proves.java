package io.hawser.tck.spec;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the assertions of the specification that a test proves. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Proves {

    /**
     * {@return numbers of assertions, such as {@code 4.7-1}, or of sections whose sentences have none, such as
     * {@code 2.1.5}}
     */
    String[] value();
}
