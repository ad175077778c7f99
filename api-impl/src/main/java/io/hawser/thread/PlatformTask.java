package io.hawser.thread;

/** An ordinary task that must not run on a virtual thread, even if all threads of its pool are blocked. */
@FunctionalInterface
public interface PlatformTask extends Runnable {}
