package io.hawser.container;

/** Checks the arguments of applications. */
final class Arguments {

    private Arguments() {}

    /** {@return an argument that must not be {@code null}} */
    static <T> T given(T argument, String name) {
        if (argument == null) {
            throw new IllegalArgumentException(name + " is null");
        }
        return argument;
    }
}
