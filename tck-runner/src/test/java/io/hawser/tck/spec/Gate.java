package io.hawser.tck.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A gate at which endpoints wait until the test opens it. */
final class Gate {

    private static volatile CountDownLatch latch = new CountDownLatch(0);

    private Gate() {}

    static void shut() {
        latch = new CountDownLatch(1);
    }

    static void open() {
        latch.countDown();
    }

    /** Waits until the gate is open. */
    static void pass() {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).as("the gate is open").isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
