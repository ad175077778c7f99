package io.hawser.standalone.http;

import io.hawser.handshake.UpgradeRequest;
import java.util.List;

/** The expectation of a request (RFC 9110, section 10.1.1). */
enum Expectation {
    /** There is no expectation. */
    NONE,
    /** The client waits for 100 (Continue). */
    CONTINUE,
    /** An expectation that this server does not know. */
    UNKNOWN;

    /** {@return the expectation of a request; a request of HTTP/1.0 has none} */
    static Expectation of(UpgradeRequest request) {
        List<String> lines = request.headers().all("Expect");
        if (lines.isEmpty() || request.version().equals("HTTP/1.0")) {
            return NONE;
        }
        Expectation expected = NONE;
        for (String member : String.join(",", lines).split(",")) {
            if (member.strip().equalsIgnoreCase("100-continue")) {
                expected = CONTINUE;
            } else if (!member.isBlank()) {
                return UNKNOWN;
            }
        }
        return expected;
    }
}
