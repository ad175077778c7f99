package io.hawser.thread;

/** Tells threads that wait from threads that compute. */
final class Waiting {

    private Waiting() {}

    /**
     * {@return whether a thread waits now} For the JDK, a thread is runnable even if it waits in a system call, such as
     * that of a database driver. So this also looks at its stack, which takes some microseconds.
     *
     * @param thread a platform thread
     */
    static boolean isWaiting(Thread thread) {
        if (thread.getState() != Thread.State.RUNNABLE) {
            return true;
        }
        StackTraceElement[] stack = thread.getStackTrace();
        return stack.length > 0 && stack[0].isNativeMethod();
    }
}
