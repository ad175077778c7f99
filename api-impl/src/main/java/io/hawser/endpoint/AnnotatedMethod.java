package io.hawser.endpoint;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A method with one of the WebSocket annotations, and its types as seen from the endpoint's class.
 *
 * @param endpointClass the endpoint's class, which may have inherited the method
 * @param method the method
 * @param annotation its annotation
 * @param parameters its parameters in their order
 * @param returnType its return type
 */
record AnnotatedMethod(
        Class<?> endpointClass, Method method, Annotation annotation, List<Argument> parameters, Class<?> returnType) {

    /**
     * A parameter of the method.
     *
     * @param type its type
     * @param pathVariable the variable that {@code @PathParam} names, or {@code null}
     */
    record Argument(Class<?> type, String pathVariable) {

        /** {@return whether it takes a path parameter} */
        boolean isPathParameter() {
            return pathVariable != null;
        }

        /** {@return whether it takes the session} */
        boolean isSession() {
            return pathVariable == null && type == Session.class;
        }
    }

    /**
     * Reads a method.
     *
     * @param endpointClass the endpoint's class
     * @param method the method
     * @param annotation its annotation
     * @param bindings the type variables as seen from the endpoint's class
     * @return the method with its types
     */
    static AnnotatedMethod of(Class<?> endpointClass, Method method, Annotation annotation, TypeBindings bindings) {
        List<Argument> parameters = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            PathParam pathParam = parameter.getAnnotation(PathParam.class);
            parameters.add(new Argument(bindings.resolve(parameter), pathParam == null ? null : variable(pathParam)));
        }
        Class<?> returnType = bindings.resolve(method.getGenericReturnType()).orElse(method.getReturnType());
        return new AnnotatedMethod(endpointClass, method, annotation, List.copyOf(parameters), returnType);
    }

    /** {@return the name of the variable} Removes the braces if it is written as in the path, as the TCK does. */
    private static String variable(PathParam pathParam) {
        String name = pathParam.value();
        return name.startsWith("{") && name.endsWith("}") ? name.substring(1, name.length() - 1) : name;
    }

    /**
     * Makes the error that refuses this method.
     *
     * @param rule the rule that the method breaks: a sentence that has the annotation for its subject
     * @return an exception that names the class, the method and the rule
     */
    DeploymentException refused(String rule) {
        return new DeploymentException(
                "The endpoint class " + endpointClass.getName() + " cannot be deployed because of " + this + ": @"
                        + annotation.annotationType().getSimpleName() + " " + rule + ".");
    }

    /**
     * Finds the parameters for the event of a call.
     *
     * @return the parameters that are neither a {@code @PathParam} nor the session
     * @throws DeploymentException if there is more than one session
     */
    List<Argument> eventParameters() throws DeploymentException {
        int sessions = 0;
        List<Argument> events = new ArrayList<>();
        for (Argument parameter : parameters) {
            if (parameter.isSession()) {
                sessions++;
            } else if (!parameter.isPathParameter()) {
                events.add(parameter);
            }
        }
        if (sessions > 1) {
            throw refused("may mark a method with at most one parameter of the type Session");
        }
        return events;
    }

    /** {@return the class that declares the method, its name, and its parameter types} */
    @Override
    public String toString() {
        String types = Arrays.stream(method.getParameterTypes())
                .map(Class::getTypeName)
                .collect(Collectors.joining(", ", "(", ")"));
        return method.getDeclaringClass().getName() + "." + method.getName() + types;
    }
}
