package io.hawser.servlet.transport;

/** An object that may have waited too long, and that the ticker of an application checks. */
public interface Ticked {

    /**
     * Receives the time from the ticker.
     *
     * @param now the time in nanoseconds, as of {@link System#nanoTime()}
     */
    void tick(long now);
}
