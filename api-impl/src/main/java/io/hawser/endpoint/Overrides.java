package io.hawser.endpoint;

import java.io.IOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the methods that an application's object overrides. Proxies of injection containers override all methods, and
 * delegate. They are known by the interfaces that their containers add. Every other class counts as one of the
 * application, with any name, and even if a compiler has generated it.
 */
final class Overrides {

    /**
     * The interfaces of generated proxies and subclasses, whose superclasses show the methods that the application has
     * overridden.
     */
    private static final Set<String> PROXIES = Set.of(
            "org.jboss.weld.proxy.WeldConstruct",
            "org.jboss.weld.bean.proxy.ProxyObject",
            "org.apache.webbeans.proxy.OwbNormalScopeProxy",
            "org.apache.webbeans.proxy.OwbInterceptorProxy",
            "org.springframework.aop.SpringProxy",
            "org.springframework.cglib.proxy.Factory",
            "io.quarkus.arc.ClientProxy",
            "io.quarkus.arc.Subclass");

    /**
     * The interfaces of proxies for another object, with the methods that lead to it. The class of that object may not
     * be a superclass of the proxy, for example if a producer method has made it.
     */
    private static final Map<String, List<String>> DELEGATES = Map.of(
            "org.jboss.weld.proxy.WeldClientProxy", List.of("getMetadata", "getContextualInstance"),
            "org.springframework.aop.framework.Advised", List.of("getTargetSource", "getTarget"),
            "io.quarkus.arc.ClientProxy", List.of("arc_contextualInstance"));

    private static final String OWB_PROXY = "org.apache.webbeans.proxy.OwbNormalScopeProxy";
    private static final String OWB_FACTORY = "org.apache.webbeans.proxy.NormalScopeProxyFactory";

    private Overrides() {}

    /**
     * Finds the class that has written a method.
     *
     * @param type a class
     * @param method the method's name
     * @param parameters its parameters
     * @return the first class that declares the method and is no proxy, from the given class upwards
     * @throws IllegalArgumentException if there is no such class
     */
    static Class<?> author(Class<?> type, String method, Class<?>... parameters) {
        for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
            if (!isProxy(declaring) && declares(declaring, method, parameters)) {
                return declaring;
            }
        }
        throw new IllegalArgumentException(type.getName() + " has no method " + method);
    }

    /**
     * Finds out whether an overridden method may be called by the methods that override it.
     *
     * @param type a class
     * @param root a superclass of it
     * @param method the name of a method of that superclass
     * @param result the type of its result
     * @param parameters its parameters
     * @return whether a class below the root that overrides the method calls one with its name and parameters, or
     *     whether its class file cannot be read
     */
    static boolean callsInherited(
            Class<?> type, Class<?> root, String method, Class<?> result, Class<?>... parameters) {
        String descriptor = MethodType.methodType(result, parameters).descriptorString();
        for (Class<?> declaring = type; declaring != root; declaring = declaring.getSuperclass()) {
            if (!isProxy(declaring) && declares(declaring, method, parameters)) {
                try {
                    if (ConstantPool.of(declaring).refersTo(method, descriptor)) {
                        return true;
                    }
                } catch (IOException e) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean declares(Class<?> type, String name, Class<?>... parameters) {
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(name) && Arrays.equals(method.getParameterTypes(), parameters)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isProxy(Class<?> type) {
        for (Class<?> implemented : interfaces(type)) {
            if (PROXIES.contains(implemented.getName())) {
                return true;
            }
        }
        return false;
    }

    /** {@return the interfaces that a class implements directly, and the interfaces that these extend} */
    private static List<Class<?>> interfaces(Class<?> type) {
        List<Class<?>> all = new ArrayList<>();
        for (Class<?> implemented : type.getInterfaces()) {
            all.add(implemented);
            all.addAll(interfaces(implemented));
        }
        return all;
    }

    /**
     * Finds the class that answers calls of an object.
     *
     * @param object an object of the application
     * @return its class, or the class of the other object if it is a proxy for one. Empty if the proxy does not return
     *     that object now, because its scope is not active or because its maker does not allow it
     */
    static Optional<Class<?>> answering(Object object) {
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Class<?> mark : interfaces(type)) {
                if (DELEGATES.containsKey(mark.getName()) || mark.getName().equals(OWB_PROXY)) {
                    return behind(object, mark).flatMap(Overrides::answering);
                }
            }
        }
        return Optional.of(object.getClass());
    }

    private static Optional<Object> behind(Object proxy, Class<?> mark) {
        try {
            return Optional.ofNullable(mark.getName().equals(OWB_PROXY) ? unwrapped(proxy, mark) : led(proxy, mark))
                    .filter(target -> target != proxy);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static Object unwrapped(Object proxy, Class<?> mark) throws ReflectiveOperationException {
        return Class.forName(OWB_FACTORY, true, mark.getClassLoader())
                .getMethod("unwrapInstance", Object.class)
                .invoke(null, proxy);
    }

    private static Object led(Object proxy, Class<?> mark) throws ReflectiveOperationException {
        Object reached = proxy;
        Class<?> type = mark;
        for (String name : DELEGATES.get(mark.getName())) {
            Method step = type.getMethod(name);
            reached = step.invoke(reached);
            type = step.getReturnType();
        }
        return reached;
    }
}
