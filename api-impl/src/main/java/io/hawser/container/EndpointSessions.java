package io.hawser.container;

import io.hawser.session.OpenSessions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The open sessions of an application's endpoints. Configurations with the same path and class are one endpoint,
 * whether it is deployed or comes with each request. Nothing is kept of an endpoint without sessions. Safe for all
 * threads.
 */
final class EndpointSessions {

    /**
     * Identifies an endpoint.
     *
     * @param path the path of its configuration
     * @param endpointClass its class
     */
    record Key(String path, Class<?> endpointClass) {

        // By hand in records that are compared: the methods that the compiler adds leave the class in a static cache of
        // the JDK.

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && endpointClass == key.endpointClass && path.equals(key.path);
        }

        @Override
        public int hashCode() {
            return 31 * path.hashCode() + endpointClass.hashCode();
        }

        @Override
        public String toString() {
            return endpointClass.getName() + " at " + path;
        }
    }

    private record Shared(OpenSessions sessions, int holders) {}

    private final Map<Key, Shared> all = new ConcurrentHashMap<>();

    /** {@return the sessions of an endpoint, for one session that is about to be opened} */
    OpenSessions take(Key key) {
        return all.compute(
                        key,
                        (same, shared) -> shared == null
                                ? new Shared(new OpenSessions(), 1)
                                : new Shared(shared.sessions(), shared.holders() + 1))
                .sessions();
    }

    /** Reports that such a session has ended, or will not be opened. */
    void giveBack(Key key) {
        all.computeIfPresent(
                key,
                (same, shared) -> shared.holders() == 1 ? null : new Shared(shared.sessions(), shared.holders() - 1));
    }

    /** {@return the number of sessions of all endpoints} */
    int count() {
        return all.values().stream().mapToInt(Shared::holders).sum();
    }

    /** {@return the number of endpoints with sessions} */
    int size() {
        return all.size();
    }
}
