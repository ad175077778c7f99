package io.hawser.servlet;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;

/** Creates instances of interfaces that implement only a few methods. */
public final class Fakes {

    private Fakes() {}

    /** {@return an instance that implements only the public methods of another object} */
    static <T> T of(Class<T> type, Object methods) {
        return type.cast(of(new Class<?>[] {type}, methods, Fakes.class.getClassLoader()));
    }

    /** {@return the same with an additional interface, the mark of a server} */
    public static <T> T of(Class<T> type, Object methods, Class<?> mark) {
        return type.cast(of(new Class<?>[] {type, mark}, methods, mark.getClassLoader()));
    }

    private static Object of(Class<?>[] types, Object methods, ClassLoader loader) {
        return Proxy.newProxyInstance(loader, types, (proxy, method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) {
                return method.invoke(methods, arguments);
            }
            return call(methods, find(methods, method), arguments);
        });
    }

    private static Method find(Object methods, Method wanted) {
        return Arrays.stream(methods.getClass().getMethods())
                .filter(method -> method.getName().equals(wanted.getName())
                        && Arrays.equals(method.getParameterTypes(), wanted.getParameterTypes()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody was expected to call " + wanted));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        method.setAccessible(true);
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
