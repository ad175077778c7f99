package io.hawser.endpoint;

import io.hawser.log.Log;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The call of a user's method. Made once per class, and used by all its connections. */
final class MethodCall {

    private static final Log LOG = Log.of(MethodCall.class);
    private static final MethodType SHAPE = MethodType.methodType(Object.class, Object.class, Object[].class);

    private final MethodHandle method;
    private final boolean isStatic;
    private final ArgumentSource[] sources;
    /** The method in the shape of all calls. The first call makes it, so that applications start sooner. */
    private volatile MethodHandle shaped;

    private MethodCall(MethodHandle method, boolean isStatic, ArgumentSource[] sources) {
        this.method = method;
        this.isStatic = isStatic;
        this.sources = sources;
    }

    /**
     * Prepares the call of a method.
     *
     * @param method the method; each parameter is a {@code @PathParam}, the session, or the event
     * @param pathVariables the variables of the endpoint's path
     * @param events gets the argument of a parameter that stands for the event, by its type
     * @return the call
     * @throws DeploymentException if a {@code @PathParam} is not allowed, or if Java's access rules forbid the call
     */
    static MethodCall of(AnnotatedMethod method, Set<String> pathVariables, Function<Class<?>, ArgumentSource> events)
            throws DeploymentException {
        List<AnnotatedMethod.Argument> parameters = method.parameters();
        ArgumentSource[] sources = new ArgumentSource[parameters.size()];
        for (int i = 0; i < sources.length; i++) {
            AnnotatedMethod.Argument parameter = parameters.get(i);
            if (parameter.isPathParameter()) {
                sources[i] = pathParameter(method, parameter, pathVariables);
            } else {
                sources[i] = parameter.isSession() ? ArgumentSource.SESSION : events.apply(parameter.type());
            }
        }
        return new MethodCall(handle(method), Modifier.isStatic(method.method().getModifiers()), sources);
    }

    private static ArgumentSource pathParameter(
            AnnotatedMethod method, AnnotatedMethod.Argument parameter, Set<String> pathVariables)
            throws DeploymentException {
        String name = parameter.pathVariable();
        Class<?> type = parameter.type();
        if (!TextConversion.supports(type)) {
            throw method.refused("may have a @PathParam of the type String, of a primitive type or of its box, but \""
                    + name + "\" is of the type " + type.getTypeName());
        }
        if (!pathVariables.contains(name)) {
            if (type.isPrimitive()) {
                throw method.refused("has the @PathParam \"" + name + "\", which is not a variable of the path and, as "
                        + type + ", cannot be null");
            }
            Warnings.once(
                    LOG,
                    method.endpointClass(),
                    "The endpoint class " + method.endpointClass().getName() + ": @PathParam(\"" + name + "\") of "
                            + method + " is always null, since the path has "
                            + (pathVariables.isEmpty()
                                    ? "no variables"
                                    : "no such variable, but these: " + new TreeSet<>(pathVariables)));
            return (session, event, pathParameters) -> null;
        }
        TextConversion conversion = new TextConversion(type, "The path parameter \"" + name + "\"");
        return (session, event, pathParameters) -> conversion.convert(pathParameters.get(name));
    }

    private static MethodHandle handle(AnnotatedMethod annotated) throws DeploymentException {
        Method method = annotated.method();
        try {
            // Methods need not be public. If this changes nothing, unreflect throws an exception with the reason.
            method.trySetAccessible();
            return MethodHandles.lookup().unreflect(method).asFixedArity();
        } catch (IllegalAccessException e) {
            DeploymentException refused = annotated.refused("marks a method that Hawser may not call: "
                    + method.getDeclaringClass().getModule() + " has to open the package "
                    + method.getDeclaringClass().getPackageName() + " to "
                    + MethodCall.class.getModule());
            refused.initCause(e);
            throw refused;
        }
    }

    private MethodHandle shaped() {
        MethodHandle virtual = isStatic ? MethodHandles.dropArguments(method, 0, Object.class) : method;
        return virtual.asSpreader(Object[].class, sources.length).asType(SHAPE);
    }

    /**
     * Joins the call to one connection.
     *
     * @param instance the user's object
     * @param pathParameters the path parameters of the connection
     * @return the call with a message
     */
    MessageReceiver.Call<Object> bind(Object instance, Map<String, String> pathParameters) {
        return (session, message) -> call(instance, session, message, pathParameters);
    }

    /**
     * Calls the method.
     *
     * @param instance the user's object
     * @param session the session
     * @param event the event of the call
     * @param pathParameters the path parameters of the connection
     * @return the result of the method, a primitive in its box, or {@code null} for a method without a result
     * @throws jakarta.websocket.DecodeException if an argument cannot be made from its text
     * @throws Throwable the exception of the method, unchanged
     */
    Object call(Object instance, Session session, Object event, Map<String, String> pathParameters) throws Throwable {
        Object[] arguments = new Object[sources.length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = sources[i].get(session, event, pathParameters);
        }
        MethodHandle handle = shaped;
        if (handle == null) {
            handle = shaped();
            shaped = handle;
        }
        return handle.invokeExact(instance, arguments);
    }
}
