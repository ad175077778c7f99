package io.hawser.servlet;

import io.hawser.handshake.Headers;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The header fields of a request as the container or a filter's wrapper shows them. A wrapper may add fields that were
 * never on a wire: names with spaces, values with any characters, or no value. Configurators can see all of them. The
 * fields that are valid header fields are part of the handshake.
 */
final class ServletHeaders {

    /** The names that are read if a container does not list the names ({@code getHeaderNames}). */
    private static final List<String> USUAL = List.of(
            "Host",
            "Origin",
            "Upgrade",
            "Connection",
            "Sec-WebSocket-Key",
            "Sec-WebSocket-Version",
            "Sec-WebSocket-Protocol",
            "Sec-WebSocket-Extensions",
            "Content-Length",
            "Transfer-Encoding",
            "Accept-Language",
            "Authorization",
            "Cookie",
            "User-Agent");

    private final Map<String, List<String>> lines = new LinkedHashMap<>();
    private final Headers headers;

    ServletHeaders(HttpServletRequest request) {
        Map<String, List<String>> inAnyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : names(request)) {
            List<String> values = values(request, name);
            // A wrapper that merges two lists of names may list one name in two spellings. Both have the same values.
            if (!values.isEmpty() && !values.equals(inAnyCase.put(name, values))) {
                lines.put(name, values);
            }
        }
        Headers.Builder builder = Headers.builder();
        for (Map.Entry<String, List<String>> line : lines.entrySet()) {
            for (String value : line.getValue()) {
                builder.addShown(line.getKey(), value);
            }
        }
        headers = builder.build();
    }

    private static List<String> names(HttpServletRequest request) {
        Enumeration<String> names = request.getHeaderNames();
        return names == null ? USUAL : present(names);
    }

    /** {@return the values of a header field, without those that are {@code null}} */
    static List<String> values(HttpServletRequest request, String name) {
        Enumeration<String> lines = request.getHeaders(name);
        List<String> values = lines == null ? List.of() : present(lines);
        String value = request.getHeader(name);
        // Many wrappers only have a method for a single value.
        return value == null || values.contains(value) ? values : List.of(value);
    }

    private static List<String> present(Enumeration<String> texts) {
        // Most fields have one value.
        List<String> present = new ArrayList<>(1);
        while (texts.hasMoreElements()) {
            String text = texts.nextElement();
            if (text != null) {
                present.add(text);
            }
        }
        return present;
    }

    /** {@return the header fields that are part of the handshake} */
    Headers headers() {
        return headers;
    }

    /**
     * {@return all header fields that are shown, in an unmodifiable map that ignores the case of names; {@code null} if
     * they equal the fields of the handshake}
     */
    Map<String, List<String>> shown() {
        if (areSent()) {
            return null;
        }
        Map<String, List<String>> shown = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        lines.forEach((name, values) ->
                shown.computeIfAbsent(name, key -> new ArrayList<>()).addAll(values));
        shown.replaceAll((name, values) -> List.copyOf(values));
        return Collections.unmodifiableMap(shown);
    }

    /** {@return whether each line is a field of the handshake, and none had to be changed for it} */
    private boolean areSent() {
        Iterator<Headers.Field> fields = headers.iterator();
        for (Map.Entry<String, List<String>> line : lines.entrySet()) {
            for (String value : line.getValue()) {
                Headers.Field field = fields.hasNext() ? fields.next() : null;
                if (field == null
                        || !field.name().equals(line.getKey())
                        || !field.value().equals(value)) {
                    return false;
                }
            }
        }
        return true;
    }
}
