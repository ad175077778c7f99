package io.hawser.session;

import io.hawser.log.Log;
import io.hawser.protocol.CloseStatus;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import java.lang.System.Logger.Level;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/**
 * Makes the close reasons for {@code onClose}. The server brings the classes of the API, and they differ. Tomcat's
 * class, for example, throws an exception for a code for which it has no constant, though a peer may send the code
 * (1014). No exception of such a class may stop the end of a session.
 */
final class CloseReasons {

    private static final Log LOG = Log.of(CloseReasons.class);

    private CloseReasons() {}

    /** {@return the close reason for a status, with its code in any case} */
    static CloseReason of(CloseStatus status) {
        return of(status, CloseCodes::getCloseCode, CloseReason::new);
    }

    /**
     * {@return the close reason for a status, made with the given methods of the API}
     *
     * @param status the status with which the session was closed
     * @param codes returns a code by its number
     * @param reasons makes a reason
     */
    static CloseReason of(
            CloseStatus status, IntFunction<CloseCode> codes, BiFunction<CloseCode, String, CloseReason> reasons) {
        CloseCode code = code(status.code(), codes);
        try {
            return reasons.apply(code, status.reason());
        } catch (RuntimeException e) {
            LOG.bounded(
                    Level.WARNING,
                    "the reason of a close",
                    () -> "the reason of a close is left out: the Jakarta WebSocket API refuses it",
                    e);
            return reasons.apply(code, null);
        }
    }

    private static CloseCode code(int code, IntFunction<CloseCode> codes) {
        try {
            CloseCode known = codes.apply(code);
            if (known != null && known.getCode() == code) {
                return known;
            }
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, () -> "the Jakarta WebSocket API does not know close code " + code + ": " + e);
        }
        return new UnknownCode(code);
    }

    /**
     * A code for which the API has no constant. Not a record: the JDK may keep the class of a compared record for ever.
     */
    private static final class UnknownCode implements CloseCode {

        private final int code;

        UnknownCode(int code) {
            this.code = code;
        }

        @Override
        public int getCode() {
            return code;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof UnknownCode unknown && unknown.code == code;
        }

        @Override
        public int hashCode() {
            return code;
        }

        @Override
        public String toString() {
            return Integer.toString(code);
        }
    }
}
