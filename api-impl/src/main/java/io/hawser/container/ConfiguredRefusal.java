package io.hawser.container;

import io.hawser.handshake.Escaped;
import io.hawser.handshake.Headers;
import io.hawser.handshake.ServerHandshake;
import io.hawser.handshake.UpgradeResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * How a configurator refuses a handshake with a status, headers and a body of its choice, though the API has no way for
 * it: by user properties, which need no class of ours.
 */
final class ConfiguredRefusal {

    /** A whole number from 300 to 599, as a number or a text. */
    static final String STATUS = "io.hawser.refuse.status";
    /** A text; where it is missing, the body is empty. */
    static final String BODY = "io.hawser.refuse.body";

    private ConfiguredRefusal() {}

    /**
     * Looks for a refusal.
     *
     * @param userProperties the user properties after {@code modifyHandshake}
     * @param headers what {@code modifyHandshake} has left in the response
     * @return the response, or empty where the handshake may go on
     * @throws IllegalArgumentException where a property has a wrong value
     */
    static Optional<UpgradeResponse> of(Map<String, Object> userProperties, Headers headers) {
        Object status = userProperties.get(STATUS);
        Object body = userProperties.get(BODY);
        if (status == null) {
            if (body != null) {
                throw new IllegalArgumentException("user property " + BODY + " means nothing without " + STATUS);
            }
            return Optional.empty();
        }
        if (body != null && !(body instanceof String)) {
            throw new IllegalArgumentException("user property " + BODY + " must be a String, not a "
                    + body.getClass().getName());
        }
        byte[] bytes = body == null ? new byte[0] : ((String) body).getBytes(StandardCharsets.UTF_8);
        return Optional.of(ServerHandshake.refuse(status(status), headers, bytes));
    }

    private static int status(Object value) {
        try {
            int status = Integer.parseInt(value.toString().strip());
            if (status >= 300 && status <= 599) {
                return status;
            }
        } catch (NumberFormatException e) {
            throw wrong(value, e);
        }
        throw wrong(value, null);
    }

    private static IllegalArgumentException wrong(Object value, Throwable cause) {
        return new IllegalArgumentException(
                "user property " + STATUS + " must be a whole number from 300 to 599, not \""
                        + Escaped.text(value.toString(), 100) + "\"",
                cause);
    }
}
