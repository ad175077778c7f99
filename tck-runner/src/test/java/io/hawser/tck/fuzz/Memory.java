package io.hawser.tck.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/** The memory that code allocates. */
final class Memory {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Memory() {}

    /** Runs code that must not allocate more than this number of bytes. */
    static <T> T bounded(long most, Supplier<T> code) {
        long taken = 0;
        // The first run also loads and instruments classes.
        for (int i = 0; i < 2; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            T result = code.get();
            taken = THREADS.getCurrentThreadAllocatedBytes() - before;
            if (taken <= most) {
                return result;
            }
        }
        throw new AssertionError(taken + " bytes are taken, more than " + most);
    }
}
