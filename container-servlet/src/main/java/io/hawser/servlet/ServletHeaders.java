package io.hawser.servlet;

import io.hawser.handshake.Headers;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The header fields of a request as they are shown, by the container or by a filter's wrapper, which may add what never
 * was on a wire: names with spaces, values of any language or none. All of it is shown; what can be a header field is
 * part of the handshake.
 */
final class ServletHeaders {

    /** What is asked for where a container does not say which there are ({@code getHeaderNames}). */
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
            // A wrapper that merges two lists of names has one of them in two spellings, and both find the same.
            if (!values.isEmpty() && !values.equals(inAnyCase.put(name, values))) {
                lines.put(name, values);
            }
        }
        Headers.Builder builder = Headers.builder();
        lines.forEach((name, values) -> values.forEach(value -> builder.addShown(name, value)));
        headers = builder.build();
    }

    private static List<String> names(HttpServletRequest request) {
        Enumeration<String> names = request.getHeaderNames();
        return names == null ? USUAL : present(names);
    }

    /** {@return the values of a header field; those that are {@code null} are none} */
    static List<String> values(HttpServletRequest request, String name) {
        Enumeration<String> lines = request.getHeaders(name);
        List<String> values = lines == null ? List.of() : present(lines);
        String value = request.getHeader(name);
        // Many wrappers have a method for one value alone.
        return value == null || values.contains(value) ? values : List.of(value);
    }

    private static List<String> present(Enumeration<String> texts) {
        List<String> present = new ArrayList<>();
        while (texts.hasMoreElements()) {
            String text = texts.nextElement();
            if (text != null) {
                present.add(text);
            }
        }
        return present;
    }

    /** {@return what is part of the handshake} */
    Headers headers() {
        return headers;
    }

    /**
     * {@return all that is shown, in an unmodifiable map that finds names in any case; {@code null} where that is what
     * is part of the handshake}
     */
    Map<String, List<String>> shown() {
        Map<String, List<String>> shown = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        lines.forEach((name, values) ->
                shown.computeIfAbsent(name, key -> new ArrayList<>()).addAll(values));
        shown.replaceAll((name, values) -> List.copyOf(values));
        return shown.equals(headers.toMap()) ? null : Collections.unmodifiableMap(shown);
    }
}
