package io.hawser.endpoint;

import jakarta.websocket.Session;
import java.lang.reflect.Proxy;

/** Sessions for tests that only pass them on. */
final class Sessions {

    private Sessions() {}

    /** {@return a session whose methods fail, except those of Object} */
    static Session untouchable() {
        return (Session) Proxy.newProxyInstance(
                Session.class.getClassLoader(),
                new Class<?>[] {Session.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "toString" -> "session";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
