package io.hawser.endpoint;

import io.hawser.log.Log;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The methods of a class and of its superclasses, and the default methods of its interfaces, that can be called on its
 * instances. Overridden methods are left out: an annotation counts only on the overriding method (Jakarta WebSocket
 * 2.2, section 4.8).
 *
 * @param endpointClass the endpoint's class
 * @param bindings its type variables
 * @param methods the methods
 * @param hidden the other methods that a class or an interface of the endpoint's declares
 */
record AnnotatedMethods(Class<?> endpointClass, TypeBindings bindings, List<Method> methods, List<Method> hidden) {

    private static final Log LOG = Log.of(AnnotatedMethods.class);
    private static final List<Class<? extends Annotation>> ANNOTATIONS =
            List.of(OnOpen.class, OnMessage.class, OnError.class, OnClose.class);

    /**
     * Reads a class.
     *
     * @param endpointClass the endpoint's class
     * @return its methods
     */
    static AnnotatedMethods of(Class<?> endpointClass) {
        TypeBindings bindings = TypeBindings.of(endpointClass);
        List<Method> methods = new ArrayList<>();
        List<Method> hidden = new ArrayList<>();
        for (Class<?> type = endpointClass; type != null; type = type.getSuperclass()) {
            // Found first, added then: methods of one class do not override each other.
            List<Method> found = new ArrayList<>();
            for (Method method : declared(type)) {
                (isOverridden(method, methods, bindings) ? hidden : found).add(method);
            }
            methods.addAll(found);
        }
        List<Method> defaults = new ArrayList<>();
        Set<Class<?>> interfaces = interfaces(endpointClass);
        for (Class<?> type : interfaces) {
            for (Method method : declared(type)) {
                boolean called = method.isDefault()
                        && !isOverridden(method, methods, bindings)
                        && interfaces.stream()
                                .filter(below -> below != type && type.isAssignableFrom(below))
                                .flatMap(below -> declared(below).stream())
                                .noneMatch(lower -> overrides(lower, method, bindings));
                (called ? defaults : hidden).add(method);
            }
        }
        methods.addAll(defaults);
        return new AnnotatedMethods(endpointClass, bindings, List.copyOf(methods), List.copyOf(hidden));
    }

    private static List<Method> declared(Class<?> type) {
        List<Method> declared = new ArrayList<>();
        for (Method method : type.getDeclaredMethods()) {
            // Bridges are the compiler's, and it copies the annotations to them.
            if (!method.isSynthetic()) {
                declared.add(method);
            }
        }
        return declared;
    }

    private static Set<Class<?>> interfaces(Class<?> endpointClass) {
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        for (Class<?> type = endpointClass; type != null; type = type.getSuperclass()) {
            addInterfaces(type, interfaces);
        }
        return interfaces;
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> interfaces) {
        for (Class<?> implemented : type.getInterfaces()) {
            interfaces.add(implemented);
            addInterfaces(implemented, interfaces);
        }
    }

    /** Warns if annotations have no effect, and if the endpoint has none. */
    void warnOfUnheard() {
        for (Method method : hidden) {
            for (Class<? extends Annotation> annotation : annotations(method)) {
                if (!isRepeated(method, annotation)) {
                    tellOfHidden(method, annotation);
                }
            }
        }
        if (marked(methods).isEmpty()) {
            warn("it does nothing, since none of its methods is annotated with @OnOpen, @OnMessage, @OnError or"
                    + " @OnClose of the package " + OnOpen.class.getPackageName());
        }
    }

    private void tellOfHidden(Method method, Class<? extends Annotation> annotation) {
        String text = text("@" + annotation.getSimpleName() + " has no effect on " + name(method)
                + ": a method that overrides or hides it is called instead, and does not have the annotation");
        if (method.getDeclaringClass().isInterface()) {
            Warnings.once(LOG, endpointClass, text);
        } else {
            // A way to switch a method off (Jakarta WebSocket 2.2, section 4.8).
            Warnings.mention(LOG, endpointClass, text);
        }
    }

    /** {@return whether the method that is called instead of this one has the same annotation} */
    private boolean isRepeated(Method method, Class<? extends Annotation> annotation) {
        return methods.stream()
                .filter(lower -> overrides(lower, method, bindings))
                .anyMatch(lower -> lower.isAnnotationPresent(annotation));
    }

    /**
     * Warns of annotations on the methods of a programmatic endpoint, which have no effect.
     *
     * @param endpointClass a subclass of {@link Endpoint}
     */
    static void warnOfProgrammatic(Class<?> endpointClass) {
        AnnotatedMethods all = of(endpointClass);
        List<String> marked = new ArrayList<>(marked(all.methods));
        marked.addAll(marked(all.hidden));
        if (!marked.isEmpty()) {
            all.warn("annotations of its methods have no effect, since it extends " + Endpoint.class.getName() + ": "
                    + String.join(", ", marked)
                    + ". Add a MessageHandler to the session in onOpen, or extend another class");
        }
    }

    private void warn(String what) {
        Warnings.once(LOG, endpointClass, text(what));
    }

    private String text(String what) {
        return "The endpoint class " + endpointClass.getName() + ": " + what;
    }

    /** {@return the names of the methods that have annotations} */
    private static List<String> marked(List<Method> methods) {
        List<String> marked = new ArrayList<>();
        for (Method method : methods) {
            if (!annotations(method).isEmpty()) {
                marked.add(name(method));
            }
        }
        return marked;
    }

    private static List<Class<? extends Annotation>> annotations(Method method) {
        List<Class<? extends Annotation>> present = new ArrayList<>(1);
        for (Class<? extends Annotation> annotation : ANNOTATIONS) {
            if (method.isAnnotationPresent(annotation)) {
                present.add(annotation);
            }
        }
        return present;
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getName() + "." + method.getName();
    }

    private static boolean isOverridden(Method method, List<Method> lowers, TypeBindings bindings) {
        for (Method lower : lowers) {
            if (overrides(lower, method, bindings)) {
                return true;
            }
        }
        return false;
    }

    // Compares the types as seen from the endpoint's class. Bridge methods are no help: there is not always one with
    // the types of the overridden method, and there are others without an overridden method.
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
     * Finds the methods with an annotation.
     *
     * @param annotation the annotation
     * @return the methods, those of the class itself first
     */
    List<AnnotatedMethod> all(Class<? extends Annotation> annotation) {
        List<AnnotatedMethod> found = new ArrayList<>();
        for (Method method : methods) {
            if (method.isAnnotationPresent(annotation)) {
                found.add(AnnotatedMethod.of(endpointClass, method, method.getAnnotation(annotation), bindings));
            }
        }
        return found;
    }

    /**
     * Finds the only method with an annotation.
     *
     * @param annotation the annotation
     * @return the method, if there is one
     * @throws DeploymentException if there are several
     */
    Optional<AnnotatedMethod> only(Class<? extends Annotation> annotation) throws DeploymentException {
        List<AnnotatedMethod> found = all(annotation);
        if (found.size() > 1) {
            throw found.get(1).refused("may mark one method of an endpoint, and marks " + found.get(0) + " too");
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
    }
}
