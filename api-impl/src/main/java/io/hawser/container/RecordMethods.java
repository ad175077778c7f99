package io.hawser.container;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;
import java.util.List;

/**
 * What the JDK keeps of the last record that was compared, hashed or printed for the first time. {@link ObjectMethods}
 * has static method handles, and in JDK 17 each caches the last type that it was adapted to, which names the record's
 * class. So one class loader cannot be unloaded, whether the record is Hawser's, the application's or a library's.
 */
public final class RecordMethods {

    private static final Logger LOG = System.getLogger(RecordMethods.class.getPackageName());
    private static final List<String> METHODS = List.of("equals", "hashCode", "toString");

    private RecordMethods() {}

    /** Has the JDK remember a class of its own instead. For an application that ends, as the last thing it does. */
    public static void forget() {
        try {
            // Any class of the JDK does.
            MethodHandle component =
                    MethodHandles.lookup().findVirtual(String.class, "strip", MethodType.methodType(String.class));
            for (String method : METHODS) {
                ObjectMethods.bootstrap(
                        MethodHandles.lookup(), method, MethodHandle.class, String.class, "component", component);
            }
        } catch (Throwable e) {
            LOG.log(Level.DEBUG, () -> "the JDK may keep the class of a record: " + e);
        }
    }
}
