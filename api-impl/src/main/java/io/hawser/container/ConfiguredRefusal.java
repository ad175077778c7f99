package io.hawser.container;

import io.hawser.handshake.Escaped;
import io.hawser.handshake.Headers;
import io.hawser.handshake.ServerHandshake;
import io.hawser.handshake.UpgradeResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The refusal of a handshake by a configurator, with a status, headers and a body of its choice. The API has no way for
 * it. Hawser takes it from user properties, so that a configurator needs no class of ours.
 */
final class ConfiguredRefusal {

    /** The property for the status: a whole number from 300 to 599, as a number or a text. */
    static final String STATUS = "io.hawser.refuse.status";
    /** The property for the body: a text. If it is missing, the body is empty. */
    static final String BODY = "io.hawser.refuse.body";

    private ConfiguredRefusal() {}

    /**
     * Finds the refusal, if there is one.
     *
     * @param userProperties the user properties after {@code modifyHandshake}
     * @param headers the response headers after {@code modifyHandshake}
     * @return the response, or empty if the handshake may go on
     * @throws IllegalArgumentException if a property has a wrong value
     */
    static Optional<UpgradeResponse> of(Map<String, Object> userProperties, Headers headers) {
        Object status = userProperties.get(STATUS);
        Object body = userProperties.get(BODY);
        if (status == null) {
            if (body != null) {
                throw new IllegalArgumentException("user property " + BODY + " has no effect without " + STATUS);
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
