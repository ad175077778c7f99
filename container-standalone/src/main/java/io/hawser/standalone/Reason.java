package io.hawser.standalone;

import io.netty.handler.ssl.NotSslRecordException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Says why a channel has failed, in words for the user of it. */
final class Reason {

    /** What the native transport puts before the words of the operating system. */
    private static final Pattern SYSTEM_CALL =
            Pattern.compile("^\\w+\\(\\.\\.\\) failed(?: with error\\(-?\\d+\\))?: ");

    /** The alerts for certificates (RFC 8446, section 6.2), in the words of the JDK. */
    private static final Pattern REJECTED =
            Pattern.compile("(?:bad_certificate|unsupported_certificate|certificate_\\w+|unknown_ca)$");

    private Reason() {}

    /** {@return why something has failed at either end} */
    static String of(Throwable cause) {
        if (cause instanceof ClosedChannelException) {
            return "the connection was closed";
        }
        // Netty repeats the failure of a socket with the address behind it, which the caller has told already.
        boolean repeated = cause instanceof SocketException && cause.getCause() instanceof SocketException;
        String message = (repeated ? cause.getCause() : cause).getMessage();
        return message == null ? cause.toString() : SYSTEM_CALL.matcher(message).replaceFirst("");
    }

    /** {@return why a client could not connect} */
    static String ofClient(Throwable cause) {
        if (cause instanceof NotSslRecordException) {
            return "the server does not speak TLS: is ws meant rather than wss?";
        }
        if (cause instanceof SSLException && isForWantOfTrust(cause)) {
            return "the server's certificate is not trusted; ClientEndpointConfig.Builder.sslContext sets whom to trust: "
                    + of(cause);
        }
        return of(cause);
    }

    private static boolean isForWantOfTrust(Throwable failure) {
        Throwable cause = failure;
        while (cause != null
                && !(cause instanceof CertPathBuilderException)
                && !(cause instanceof CertPathValidatorException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    /** {@return why a server gave a client up; what was sent instead of TLS is not told: it may hold a password} */
    static String ofServer(Throwable cause) {
        if (cause.getCause() instanceof NotSslRecordException) {
            return "the client does not speak TLS";
        }
        if (cause.getCause() instanceof SSLException failure) {
            String message = of(failure);
            return REJECTED.matcher(message).find() ? "the client rejected our certificate: " + message : message;
        }
        return cause.toString();
    }
}
