package io.hawser.thread;

/** A task that cannot run on a virtual thread, even if all threads of its pool are blocked. */
@FunctionalInterface
public interface PlatformTask extends Runnable {}
