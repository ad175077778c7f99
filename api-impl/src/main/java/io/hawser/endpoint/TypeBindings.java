package io.hawser.endpoint;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The types that the type variables of the supertypes of a class stand for, as seen from that class.
 *
 * @param bindings the bound variables
 */
record TypeBindings(Map<TypeVariable<?>, Type> bindings) {

    /**
     * Reads the declarations of a class and of all its supertypes.
     *
     * @param type the class
     * @return its bindings
     */
    static TypeBindings of(Class<?> type) {
        Map<TypeVariable<?>, Type> bindings = new HashMap<>();
        collect(type, bindings);
        return new TypeBindings(Map.copyOf(bindings));
    }

    private static void collect(Class<?> type, Map<TypeVariable<?>, Type> bindings) {
        Type superclass = type.getGenericSuperclass();
        if (superclass != null) {
            bind(superclass, bindings);
            collect(type.getSuperclass(), bindings);
        }
        for (Type superinterface : type.getGenericInterfaces()) {
            bind(superinterface, bindings);
        }
        for (Class<?> superinterface : type.getInterfaces()) {
            collect(superinterface, bindings);
        }
    }

    private static void bind(Type supertype, Map<TypeVariable<?>, Type> bindings) {
        if (supertype instanceof ParameterizedType parameterized) {
            TypeVariable<?>[] variables = ((Class<?>) parameterized.getRawType()).getTypeParameters();
            Type[] arguments = parameterized.getActualTypeArguments();
            for (int i = 0; i < variables.length; i++) {
                bindings.put(variables[i], arguments[i]);
            }
        }
    }

    /**
     * Finds the class for which a type stands.
     *
     * @param type a type in a declaration of the class or of a supertype
     * @return the class, without its type arguments; empty if the type depends on a variable that is not bound
     */
    Optional<Class<?>> resolve(Type type) {
        if (type instanceof Class<?> known) {
            return Optional.of(known);
        }
        if (type instanceof ParameterizedType parameterized) {
            return resolve(parameterized.getRawType());
        }
        if (type instanceof GenericArrayType array) {
            return resolve(array.getGenericComponentType()).map(Class::arrayType);
        }
        Type bound = type instanceof TypeVariable<?> variable ? bindings.get(variable) : null;
        return bound == null ? Optional.empty() : resolve(bound);
    }

    /**
     * Finds the class of a parameter.
     *
     * @param parameter a parameter of a method of the class or of a supertype
     * @return its class; the erased one if it depends on a variable that is not bound
     */
    Class<?> resolve(Parameter parameter) {
        return resolve(parameter.getParameterizedType()).orElse(parameter.getType());
    }
}
