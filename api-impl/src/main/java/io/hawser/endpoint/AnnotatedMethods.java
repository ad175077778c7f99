package io.hawser.endpoint;

import jakarta.websocket.DeploymentException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The methods of a class and of its superclasses that can be called on its instances: all but those that a subclass
 * overrides. An annotation counts on the overriding method only (Jakarta WebSocket 2.2, section 4.8).
 *
 * @param endpointClass the endpoint's class
 * @param bindings its type variables
 * @param methods the methods
 */
record AnnotatedMethods(Class<?> endpointClass, TypeBindings bindings, List<Method> methods) {

    /**
     * Reads a class.
     *
     * @param endpointClass the endpoint's class
     * @return its methods
     */
    static AnnotatedMethods of(Class<?> endpointClass) {
        TypeBindings bindings = TypeBindings.of(endpointClass);
        List<Method> methods = new ArrayList<>();
        for (Class<?> type = endpointClass; type != null; type = type.getSuperclass()) {
            // Found first, added then: methods of one class do not override each other.
            List<Method> found = Arrays.stream(type.getDeclaredMethods())
                    // Bridges are the compiler's, and it copies the annotations to them.
                    .filter(method -> !method.isSynthetic())
                    .filter(method -> methods.stream().noneMatch(lower -> overrides(lower, method, bindings)))
                    .toList();
            methods.addAll(found);
        }
        return new AnnotatedMethods(endpointClass, bindings, List.copyOf(methods));
    }

    // Compares the types as seen from the endpoint's class. Bridges are no help: one that has the types of the
    // overridden method is not always there, and others come where nothing is overridden.
    private static boolean overrides(Method lower, Method method, TypeBindings bindings) {
        return lower.getName().equals(method.getName())
                && isInherited(method, lower)
                && parameterTypes(lower, bindings).equals(parameterTypes(method, bindings));
    }

    private static boolean isInherited(Method method, Method lower) {
        if (Modifier.isPrivate(method.getModifiers())) {
            return false;
        }
        return Modifier.isPublic(method.getModifiers())
                || Modifier.isProtected(method.getModifiers())
                || method.getDeclaringClass()
                        .getPackageName()
                        .equals(lower.getDeclaringClass().getPackageName());
    }

    private static List<Class<?>> parameterTypes(Method method, TypeBindings bindings) {
        List<Class<?>> result = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            result.add(bindings.resolve(parameter));
        }
        return result;
    }

    /**
     * Finds the methods that an annotation marks.
     *
     * @param annotation the annotation
     * @return the methods, those of the class itself first
     */
    List<AnnotatedMethod> all(Class<? extends Annotation> annotation) {
        return methods.stream()
                .filter(method -> method.isAnnotationPresent(annotation))
                .map(method -> AnnotatedMethod.of(endpointClass, method, method.getAnnotation(annotation), bindings))
                .toList();
    }

    /**
     * Finds the one method that an annotation marks.
     *
     * @param annotation the annotation
     * @return the method, if there is one
     * @throws DeploymentException where there are two
     */
    Optional<AnnotatedMethod> only(Class<? extends Annotation> annotation) throws DeploymentException {
        List<AnnotatedMethod> found = all(annotation);
        if (found.size() > 1) {
            throw found.get(1).refused("may mark one method of an endpoint, and marks " + found.get(0) + " too");
        }
        return found.stream().findFirst();
    }
}
