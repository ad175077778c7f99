package io.hawser.tck.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.hawser.handshake.Headers;
import io.hawser.handshake.UpgradeResponse;
import java.util.ArrayList;
import java.util.List;

/** The head of an HTTP message: as the input of a fuzzer, and as the output of a transport. */
final class Head {

    private Head() {}

    /**
     * Reads header lines up to an empty one, and removes them from the lines. Ignores malformed header fields, which a
     * transport would refuse before.
     */
    static Headers take(List<String> lines) {
        Headers.Builder headers = Headers.builder();
        while (!lines.isEmpty()) {
            String line = lines.remove(0);
            if (line.isEmpty()) {
                break;
            }
            int colon = line.indexOf(':');
            if (colon >= 0) {
                add(headers, line.substring(0, colon), line.substring(colon + 1));
            }
        }
        return headers.build();
    }

    private static void add(Headers.Builder headers, String name, String value) {
        try {
            headers.add(name, value);
        } catch (IllegalArgumentException e) {
            Check.loggable(e);
        }
    }

    /** {@return the value of a header field that occurs exactly once} */
    static String only(Headers headers, String name) {
        List<String> values = headers.all(name);
        Check.that(values.size() == 1, "not one header line " + name + ": " + values);
        return values.get(0);
    }

    /** A response in bytes has as many lines as fields, and has the length of its body once. */
    static void check(UpgradeResponse response) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + response.status() + " " + response.reason() + "\r\n");
        List<String> expected = new ArrayList<>(List.of(head.toString().strip()));
        for (Headers.Field field : response.headers()) {
            String line = field.name() + ": " + field.value();
            head.append(line).append("\r\n");
            expected.add(line);
        }
        String written = new String(head.toString().getBytes(ISO_8859_1), ISO_8859_1);
        List<String> lines = new ArrayList<>(List.of(written.split("\r\n|\r|\n|\0")));
        lines.replaceAll(line -> line.startsWith("HTTP/1.1 ") ? line.strip() : line);
        Check.same(lines, expected, "the lines of the response");

        boolean switched = response.status() == 101;
        Check.same(
                response.headers().all("Content-Length"),
                switched ? List.of() : List.of(Integer.toString(response.body().length)),
                "the length of the body");
        Check.that(!response.headers().contains("Transfer-Encoding"), "a response with a Transfer-Encoding");
        Check.same(response.headers().all("Connection").size(), 1, "the lines of Connection");
    }
}
