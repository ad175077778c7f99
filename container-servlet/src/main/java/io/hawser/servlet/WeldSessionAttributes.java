package io.hawser.servlet;

import jakarta.servlet.http.HttpSession;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The attributes of an HTTP session, with the names that Weld's {@code BoundSessionContext} uses. Weld keeps the
 * session-scoped beans of HTTP requests in the same attributes, with another prefix.
 */
final class WeldSessionAttributes extends AbstractMap<String, Object> {

    /** The prefix of the names in the context of HTTP requests (Weld 3 to 6). */
    private static final String OF_REQUESTS = "WELD_S";
    /** The prefix of the names in a bound context. */
    private static final String OF_MAPS = "WELD_BS";

    private final HttpSession session;

    /**
     * Creates a view of an HTTP session.
     *
     * @param session the HTTP session
     */
    WeldSessionAttributes(HttpSession session) {
        this.session = session;
    }

    private static String attribute(Object key) {
        String name = String.valueOf(key);
        return name.startsWith(OF_MAPS) ? OF_REQUESTS + name.substring(OF_MAPS.length()) : name;
    }

    private static String key(String attribute) {
        return attribute.startsWith(OF_REQUESTS) ? OF_MAPS + attribute.substring(OF_REQUESTS.length()) : attribute;
    }

    @Override
    public Object get(Object key) {
        return session.getAttribute(attribute(key));
    }

    @Override
    public boolean containsKey(Object key) {
        return get(key) != null;
    }

    @Override
    public Object put(String key, Object value) {
        Object before = get(key);
        session.setAttribute(attribute(key), value);
        return before;
    }

    @Override
    public Object remove(Object key) {
        Object before = get(key);
        session.removeAttribute(attribute(key));
        return before;
    }

    /** {@return a copy of the entries that cannot be changed} */
    @Override
    public Set<Entry<String, Object>> entrySet() {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String name : Collections.list(session.getAttributeNames())) {
            all.put(key(name), session.getAttribute(name));
        }
        return Collections.unmodifiableMap(all).entrySet();
    }
}
