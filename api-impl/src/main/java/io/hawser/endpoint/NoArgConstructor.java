package io.hawser.endpoint;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;

/**
 * The public constructor without arguments. The specification requires it for endpoints and configurators.
 *
 * @param constructor the constructor
 * @param <T> the class of its instances
 */
record NoArgConstructor<T>(Constructor<T> constructor) {

    /**
     * Finds the constructor of a class.
     *
     * @param type the class, which need not be public
     * @param <T> the class
     * @return its constructor
     * @throws InstantiationException if the class is abstract or has no such constructor, or if Java's access rules
     *     forbid its use
     */
    static <T> NoArgConstructor<T> of(Class<T> type) throws InstantiationException {
        if (Modifier.isAbstract(type.getModifiers())) {
            throw new InstantiationException("The class " + type.getName() + " is abstract.");
        }
        Constructor<T> constructor;
        try {
            constructor = type.getConstructor();
        } catch (NoSuchMethodException e) {
            throw new InstantiationException(
                    "The class " + type.getName() + " has no public constructor without arguments." + reason(type));
        }
        if (!constructor.trySetAccessible()) {
            throw new InstantiationException("The class " + type.getName() + " is not accessible: "
                    + type.getModule() + " has to open the package " + type.getPackageName() + " to "
                    + NoArgConstructor.class.getModule() + ".");
        }
        return new NoArgConstructor<>(constructor);
    }

    /**
     * {@return the reason why a class cannot have such a constructor, with a correction; empty if it only lacks one}
     */
    private static String reason(Class<?> type) {
        if (type.isLocalClass() || type.isAnonymousClass()) {
            return " It is declared within a method: make it a separate public class, or a \"public static class\" of"
                    + " another.";
        }
        boolean isStatic = Modifier.isStatic(type.getModifiers());
        if (type.isMemberClass() && !isStatic) {
            return " It is an inner class, which needs an instance of "
                    + type.getDeclaringClass().getName() + ": declare it \"public static class\".";
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            int access = Modifier.PUBLIC | Modifier.PROTECTED | Modifier.PRIVATE;
            // A constructor that the compiler adds has the access of its class.
            return constructor.getModifiers() == (type.getModifiers() & access)
                    ? " The class is not public: declare it \"public " + (isStatic ? "static " : "")
                            + "class\", or write a public constructor."
                    : " The one that it has is not public: write \"public\" before it.";
        } catch (NoSuchMethodException e) {
            return "";
        }
    }

    /**
     * Makes an instance.
     *
     * @return a new instance
     * @throws InstantiationException if the constructor failed; its exception is the cause
     */
    T newInstance() throws InstantiationException {
        try {
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw failed(e.getCause());
        } catch (IllegalAccessException e) {
            throw failed(e);
        }
    }

    private InstantiationException failed(Throwable cause) {
        InstantiationException failed =
                new InstantiationException("The constructor of " + constructor.getName() + " failed: " + cause);
        failed.initCause(cause);
        return failed;
    }
}
