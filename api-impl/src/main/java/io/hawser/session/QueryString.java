package io.hawser.session;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The parameters in a query, as HTML forms write them (WHATWG, URL Standard, section 5.1). */
public final class QueryString {

    private static final Pattern STRAY_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private QueryString() {}

    /**
     * Reads a query.
     *
     * @param query the query, still encoded, or {@code null} where there is none
     * @return the values of each parameter, decoded, in the order in which they came; immutable
     */
    public static Map<String, List<String>> parameters(String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (query != null) {
            for (String pair : query.split("&")) {
                if (!pair.isEmpty()) {
                    int equals = pair.indexOf('=');
                    String name = equals < 0 ? pair : pair.substring(0, equals);
                    String value = equals < 0 ? "" : pair.substring(equals + 1);
                    parameters
                            .computeIfAbsent(decoded(name), unused -> new ArrayList<>())
                            .add(decoded(value));
                }
            }
        }
        parameters.replaceAll((name, values) -> Collections.unmodifiableList(values));
        return Collections.unmodifiableMap(parameters);
    }

    private static String decoded(String text) {
        // What decodes takes no percent sign that encodes nothing; such a one stands for itself.
        return URLDecoder.decode(STRAY_PERCENT.matcher(text).replaceAll("%25"), StandardCharsets.UTF_8);
    }
}
