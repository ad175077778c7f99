package io.hawser.endpoint;

import jakarta.websocket.DeploymentException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The path of a server endpoint: a partial URI such as {@code /chat} or a URI template of level 1 such as
 * {@code /chat/{room}} (Jakarta WebSocket 2.2, section 3.1.1). Immutable.
 *
 * <p>A variable takes one whole segment that is not empty. A slash at the end is significant: {@code /chat/} and
 * {@code /chat} are two paths, as in the examples of the specification.
 */
public final class PathTemplate {

    /** RFC 6570, section 2.3, and the hyphen, which the examples of the Jakarta specification use. */
    private static final String VARIABLE_NAME = "[\\p{L}\\p{N}_%-][\\p{L}\\p{N}_.%-]*";

    /** RFC 3986, section 3.3 (pchar), besides letters and digits. */
    private static final String MARKS = "-._~!$&'()*+,;=:@%";

    private final String text;
    private final List<Segment> segments;
    private final Set<String> variables;

    private PathTemplate(String text, List<Segment> segments, Set<String> variables) {
        this.text = text;
        this.segments = List.copyOf(segments);
        this.variables = Collections.unmodifiableSet(variables);
    }

    /**
     * Reads a template.
     *
     * @param text the template as in {@code @ServerEndpoint}
     * @return the template
     * @throws DeploymentException if the text is {@code null} or malformed; the message quotes the text and names the
     *     rule
     */
    public static PathTemplate parse(String text) throws DeploymentException {
        if (text == null || !text.startsWith("/")) {
            throw malformed(text, "it has to begin with a slash");
        }
        List<Segment> segments = new ArrayList<>();
        Set<String> variables = new LinkedHashSet<>();
        List<String> parts = PathSegments.split(text);
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (part.isEmpty() && i < parts.size() - 1) {
                throw malformed(text, "a segment is empty");
            }
            Segment segment = segment(text, part);
            if (segment.variable() && !variables.add(segment.text())) {
                throw malformed(text, "the variable {" + segment.text() + "} is used twice");
            }
            segments.add(segment);
        }
        return new PathTemplate(text, segments, variables);
    }

    private static Segment segment(String template, String part) throws DeploymentException {
        if (part.startsWith("{") && part.endsWith("}")) {
            String name = part.substring(1, part.length() - 1);
            if (!name.matches(VARIABLE_NAME)) {
                throw malformed(template, "\"" + name + "\" is not the name of a variable");
            }
            return new Segment(true, name);
        }
        if (part.contains("{") || part.contains("}")) {
            throw malformed(template, "a variable has to be a whole segment, unlike in \"" + part + "\"");
        }
        if (!isLiteral(part)) {
            throw malformed(template, "\"" + part + "\" has a character that has to be percent-encoded");
        }
        String literal = PathSegments.decode(part)
                .orElseThrow(() -> malformed(template, "the percent-encoding of \"" + part + "\" is not UTF-8"));
        if (PathSegments.isRelative(literal)) {
            throw malformed(template, "the segment \"" + part + "\" is relative");
        }
        return new Segment(false, literal);
    }

    /** {@return whether a segment needs no encoding} Characters beyond ASCII count as if they were encoded. */
    private static boolean isLiteral(String part) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c < 0x80 && !Character.isLetterOrDigit(c) && MARKS.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static DeploymentException malformed(String template, String rule) {
        String quoted = template == null ? "null" : "\"" + template + "\"";
        return new DeploymentException("The path " + quoted + " is malformed: " + rule + ".");
    }

    /**
     * Takes the values of the variables from segments that match.
     *
     * @param decoded the segments of a request path, as many as the template has
     * @return the values by name in the order of the template, immutable
     */
    Map<String, String> values(List<String> decoded) {
        if (variables.isEmpty()) {
            return Map.of();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i).variable()) {
                values.put(segments.get(i).text(), decoded.get(i));
            }
        }
        return Collections.unmodifiableMap(values);
    }

    List<Segment> segments() {
        return segments;
    }

    /** {@return the names of the variables in their order, immutable} */
    public Set<String> variables() {
        return variables;
    }

    /** {@return the template as it was written} */
    @Override
    public String toString() {
        return text;
    }

    /**
     * A segment of a template.
     *
     * @param variable whether it is a variable
     * @param text the name of the variable, or the literal, decoded
     */
    record Segment(boolean variable, String text) {}
}
