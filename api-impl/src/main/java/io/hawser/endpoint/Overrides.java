package io.hawser.endpoint;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which methods of an application's object are overridden. Proxies of injection containers override all of them, and
 * delegate. They are known by the interfaces that their containers add; every other class counts as the application's,
 * whatever its name is and whether or not a compiler has generated it.
 */
final class Overrides {

    /** Generated proxies and subclasses: what the application has overridden is told by their superclasses. */
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
     * Proxies for another object, with the methods that lead to it: its class may be another than the one above, as
     * where a producer method has made it.
     */
    private static final Map<String, List<String>> DELEGATES = Map.of(
            "org.jboss.weld.proxy.WeldClientProxy", List.of("getMetadata", "getContextualInstance"),
            "org.springframework.aop.framework.Advised", List.of("getTargetSource", "getTarget"),
            "io.quarkus.arc.ClientProxy", List.of("arc_contextualInstance"));

    private static final String OWB_PROXY = "org.apache.webbeans.proxy.OwbNormalScopeProxy";
    private static final String OWB_FACTORY = "org.apache.webbeans.proxy.NormalScopeProxyFactory";

    private Overrides() {}

    /**
     * Finds who has written a method.
     *
     * @param type a class
     * @param method the method's name
     * @param parameters its parameters
     * @return the first class, from that one upwards, that declares the method and is no proxy
     * @throws IllegalArgumentException where there is none
     */
    static Class<?> author(Class<?> type, String method, Class<?>... parameters) {
        for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
            if (!isProxy(declaring) && declares(declaring, method, parameters)) {
                return declaring;
            }
        }
        throw new IllegalArgumentException(type.getName() + " has no method " + method);
    }

    private static boolean declares(Class<?> type, String name, Class<?>... parameters) {
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(method ->
                        method.getName().equals(name) && Arrays.equals(method.getParameterTypes(), parameters));
    }

    private static boolean isProxy(Class<?> type) {
        return interfaces(type).map(Class::getName).anyMatch(PROXIES::contains);
    }

    /** {@return the interfaces that a class names, and those that these extend} */
    private static Stream<Class<?>> interfaces(Class<?> type) {
        return Arrays.stream(type.getInterfaces())
                .flatMap(implemented -> Stream.concat(Stream.of(implemented), interfaces(implemented)));
    }

    /**
     * Finds the class that answers calls of an object.
     *
     * @param object an object of the application
     * @return its class; where it is a proxy for another object, that one's; empty where that one cannot be had now,
     *     because its scope is not active or the maker of the proxy does not give it
     */
    static Optional<Class<?>> answering(Object object) {
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Class<?> mark : interfaces(type).toList()) {
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
