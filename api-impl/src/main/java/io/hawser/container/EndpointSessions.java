package io.hawser.container;

import io.hawser.session.OpenSessions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The open sessions of an application's endpoints. What has the same path and class is one endpoint, be it deployed or
 * brought along by each request; nothing is kept of one that has no session. Safe for all threads.
 */
final class EndpointSessions {

    /**
     * Which endpoint it is.
     *
     * @param path its path, as its configuration has it
     * @param endpointClass its class
     */
    record Key(String path, Class<?> endpointClass) {

        // By hand in records that are compared: what the compiler adds leaves the class in a static cache of the JDK.

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

    /** That session has ended, or will not be opened. */
    void giveBack(Key key) {
        all.computeIfPresent(
                key,
                (same, shared) -> shared.holders() == 1 ? null : new Shared(shared.sessions(), shared.holders() - 1));
    }

    /** {@return how many endpoints have sessions} */
    int size() {
        return all.size();
    }
}
