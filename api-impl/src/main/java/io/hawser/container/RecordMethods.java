package io.hawser.container;

import io.hawser.log.Log;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;
import java.util.List;

/**
 * The method handles with which the JDK keeps the class of a record in memory. This is the last record class whose
 * objects were compared, hashed or printed for the first time. {@link ObjectMethods} has static method handles. In JDK
 * 17 each of them caches the last type that it was adapted to, and this type contains the record's class. So one class
 * loader cannot be unloaded, whether the record belongs to Hawser, to the application or to a library.
 */
public final class RecordMethods {

    private static final Log LOG = Log.of(RecordMethods.class);
    private static final List<String> METHODS = List.of("equals", "hashCode", "toString");

    private RecordMethods() {}

    /** Makes the JDK keep one of its own classes instead. Called as the last action of an application that ends. */
    public static void forget() {
        try {
            // Any class of the JDK is good for this.
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
