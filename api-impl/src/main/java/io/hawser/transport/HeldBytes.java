package io.hawser.transport;

/** The memory that a {@link Transport} holds for its connection. Any thread may call these methods at any time. */
public interface HeldBytes {

    /** {@return how many bytes of input wait to be parsed} */
    long input();

    /** {@return how many bytes of output were pulled and are not written yet} */
    long output();

    /**
     * {@return a number that changes whenever some of that output is written} The engine reads it about ten times a
     * second.
     */
    long progress();
}
