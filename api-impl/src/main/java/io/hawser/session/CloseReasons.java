package io.hawser.session;

import io.hawser.protocol.CloseStatus;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/**
 * Makes what {@code onClose} is told. The classes of the API are those that the server brings, and they differ: that of
 * Tomcat, for one, throws for a code that it has no constant for, though a peer may send it (1014). Nothing that such a
 * class does may stop the end of a session.
 */
final class CloseReasons {

    private static final Logger LOG = System.getLogger(CloseReasons.class.getPackageName());

    private CloseReasons() {}

    /** {@return what {@code onClose} is told about a status, with its code in any case} */
    static CloseReason of(CloseStatus status) {
        return of(status, CloseCodes::getCloseCode, CloseReason::new);
    }

    /**
     * {@return the same with the API's two ways to make one}
     *
     * @param status how the session was closed
     * @param codes gives a code by its number
     * @param reasons makes a reason
     */
    static CloseReason of(
            CloseStatus status, IntFunction<CloseCode> codes, BiFunction<CloseCode, String, CloseReason> reasons) {
        CloseCode code = code(status.code(), codes);
        try {
            return reasons.apply(code, status.reason());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the reason of a close is left out: the Jakarta WebSocket API refuses it", e);
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

    /** A code for which the API has no constant. No record: the JDK may keep those that were compared for ever. */
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
