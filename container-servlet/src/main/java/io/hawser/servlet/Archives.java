package io.hawser.servlet;

import io.hawser.container.Archive;
import java.net.URL;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The archives of an application. Each directory or JAR file is an archive, which may have its own
 * {@code ServerApplicationConfig} (Jakarta WebSocket 2.2, section 6.2). The resource of a class identifies its archive:
 * the URL of the resource ends with the class's own path. Code sources come second, since some servers have one for
 * each class.
 */
final class Archives {

    /**
     * The two places of classes in a web application (Servlet 6.0, section 10.5), independent of the URL's other parts.
     */
    private static final Pattern PLACE = Pattern.compile(".*/WEB-INF/(?:classes(?=/|$)|lib/[^/!]+)");

    private static final Pattern VERSION = Pattern.compile("META-INF/versions/\\d+/$");
    private static final String WHOLE = "(?i).*(?:/|\\.[jwers]ar|\\.zip)";
    private static final String UNKNOWN = "";

    private Archives() {}

    /** {@return the archives of an application's classes} */
    static List<Archive> of(Collection<Class<?>> classes) {
        Map<String, List<Class<?>>> byPlace = new LinkedHashMap<>();
        for (Class<?> type : classes) {
            byPlace.computeIfAbsent(place(type), key -> new ArrayList<>()).add(type);
        }
        List<Archive> archives = new ArrayList<>();
        for (List<Class<?>> together : byPlace.values()) {
            archives.add(Archive.of(together));
        }
        return archives;
    }

    /** {@return the directory or file that contains a class; empty if it is unknown} */
    private static String place(Class<?> type) {
        String path = type.getName().replace('.', '/') + ".class";
        String source = source(type);
        for (String url : List.of(resource(type, path), source)) {
            String place = place(url, path);
            if (!place.equals(UNKNOWN)) {
                return place;
            }
        }
        // A code source that is only for this class does not match this pattern.
        return source.matches(WHOLE) ? plain(source) : UNKNOWN;
    }

    private static String place(String url, String path) {
        Matcher known = PLACE.matcher(url);
        if (known.lookingAt()) {
            return plain(known.group());
        }
        if (!url.endsWith(path)) {
            return UNKNOWN;
        }
        String around = url.substring(0, url.length() - path.length());
        return plain(VERSION.matcher(around).replaceFirst(""));
    }

    /** {@return the same text for a JAR file and for its root} */
    private static String plain(String place) {
        String file = place.startsWith("jar:") ? place.substring("jar:".length()) : place;
        int end = file.length();
        while (end > 0 && (file.charAt(end - 1) == '/' || file.charAt(end - 1) == '!')) {
            end--;
        }
        return file.substring(0, end);
    }

    private static String resource(Class<?> type, String path) {
        try {
            ClassLoader loader = type.getClassLoader();
            return loader == null ? UNKNOWN : decoded(loader.getResource(path));
        } catch (RuntimeException e) {
            return UNKNOWN;
        }
    }

    private static String source(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null ? UNKNOWN : decoded(source.getLocation());
    }

    private static String decoded(URL url) {
        if (url == null) {
            return UNKNOWN;
        }
        String encoded = url.toString();
        try {
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // The percent sign is not part of an encoding.
            return encoded;
        }
    }
}
