package io.hawser.servlet.quirks;

import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * A method of a server's classes that the Servlet API does not have. Each class is searched only once: the search
 * copies all its methods.
 */
final class ServerMethod extends ClassValue<Method> {

    private final String name;
    private final Class<?>[] parameters;

    /**
     * Creates an object that finds methods.
     *
     * @param name the name of the methods
     * @param parameters the types of their parameters
     */
    ServerMethod(String name, Class<?>... parameters) {
        this.name = name;
        this.parameters = parameters;
    }

    @Override
    protected Method computeValue(Class<?> type) {
        for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
            for (Method method : declaring.getDeclaredMethods()) {
                if (method.getName().equals(name)
                        && Arrays.equals(method.getParameterTypes(), parameters)
                        && !method.isBridge()) {
                    method.setAccessible(true);
                    return method;
                }
            }
        }
        return null;
    }

    /** {@return whether an object has the method} */
    boolean isOf(Object object) {
        return get(object.getClass()) != null;
    }

    /**
     * Calls the method.
     *
     * @param object the object that has the method
     * @param arguments the arguments
     * @return the result
     * @throws ReflectiveOperationException if the object has no such method, or the method throws an exception
     */
    Object invoke(Object object, Object... arguments) throws ReflectiveOperationException {
        Method method = get(object.getClass());
        if (method == null) {
            throw new NoSuchMethodException(object.getClass().getName() + "." + name);
        }
        return method.invoke(object, arguments);
    }
}
