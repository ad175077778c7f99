package io.hawser.tck.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Splits paths in the simplest way. A variable is its name between two marks that UTF-8 cannot encode. */
final class PathOracle {

    private static final String MARK = "\uD800";

    private PathOracle() {}

    /** {@return the segments of a legal template, decoded} */
    static List<String> template(String text) {
        List<String> segments = new ArrayList<>();
        for (String segment : split(text)) {
            segments.add(
                    segment.startsWith("{")
                            ? MARK + segment.substring(1, segment.length() - 1) + MARK
                            : decode(segment));
        }
        return segments;
    }

    static boolean isVariable(String segment) {
        return segment.startsWith(MARK);
    }

    static String variable(String segment) {
        return segment.substring(1, segment.length() - 1);
    }

    /** {@return a key that is equal for templates that match the same requests} */
    static List<String> shape(List<String> template) {
        return template.stream()
                .map(segment -> isVariable(segment) ? MARK : segment)
                .toList();
    }

    /** {@return the segments of a request, decoded and without dots; null if the path is not legal} */
    static List<String> request(String path) {
        if (!path.startsWith("/")) {
            return null;
        }
        List<String> segments = new ArrayList<>();
        List<String> encoded = split(path);
        for (int i = 0; i < encoded.size(); i++) {
            String segment = decode(encoded.get(i));
            if (segment == null) {
                return null;
            }
            boolean up = segment.equals("..");
            if (up && segments.isEmpty()) {
                return null;
            }
            if (up) {
                segments.remove(segments.size() - 1);
            }
            if (!up && !segment.equals(".")) {
                segments.add(segment);
            } else if (i == encoded.size() - 1) {
                segments.add("");
            }
        }
        return segments;
    }

    private static List<String> split(String path) {
        List<String> segments = new ArrayList<>();
        int from = 1;
        for (int slash = path.indexOf('/', 1); slash >= 0; slash = path.indexOf('/', from)) {
            segments.add(path.substring(from, slash));
            from = slash + 1;
        }
        segments.add(path.substring(from));
        return segments;
    }

    private static String decode(String segment) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < segment.length(); i++) {
            if (segment.charAt(i) != '%') {
                int end = segment.offsetByCodePoints(i, 1);
                bytes.writeBytes(segment.substring(i, end).getBytes(UTF_8));
                i = end - 1;
            } else if (segment.substring(i).matches("(?s)%[0-9A-Fa-f]{2}.*")) {
                bytes.write(Integer.parseInt(segment.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                return null;
            }
        }
        return Utf8Oracle.decode(bytes.toByteArray());
    }
}
