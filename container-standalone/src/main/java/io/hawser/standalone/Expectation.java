package io.hawser.standalone;

import io.hawser.handshake.UpgradeRequest;
import java.util.List;

/** What a client wants to be told before it goes on (RFC 9110, section 10.1.1). */
enum Expectation {
    /** Nothing. */
    NONE,
    /** That the server will take the request. */
    CONTINUE,
    /** Something that this server does not know. */
    UNKNOWN;

    /** {@return what is expected; of a request of HTTP/1.0 it does not count} */
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
