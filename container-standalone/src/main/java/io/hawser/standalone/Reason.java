package io.hawser.standalone;

import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
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

    private static final String NOT_TRUSTED =
            "the server's certificate is not trusted; ClientEndpointConfig.Builder.sslContext sets whom to trust";

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

    /**
     * Makes what a user is thrown: of the kind that the JDK's own sockets throw. What has brought it about is its cause
     * where that has something of its own to say.
     *
     * @param message what has failed, and why
     * @param cause what has brought it about, or {@code null}
     */
    static IOException failure(String message, Throwable cause) {
        IOException failure;
        if (cause instanceof UnknownHostException) {
            failure = new UnknownHostException(message);
        } else if (cause instanceof SocketTimeoutException) {
            failure = new SocketTimeoutException(message);
        } else if (cause instanceof ConnectException) {
            failure = new ConnectException(message);
        } else if (cause instanceof BindException) {
            failure = new BindException(message);
        } else if (cause instanceof SocketException) {
            failure = new SocketException(message);
        } else if (cause instanceof SSLException) {
            failure = new SSLException(message);
        } else {
            failure = new IOException(message);
        }
        Throwable own = cause;
        while (own != null && isRepeated(own, message)) {
            own = own.getCause();
        }
        if (own != null) {
            failure.initCause(own);
        }
        return failure;
    }

    /** {@return whether nothing would be missed without it: the JDK's exceptions of TLS often repeat their causes} */
    private static boolean isRepeated(Throwable failure, String above) {
        Throwable below = failure.getCause();
        return failure.getMessage() == null
                || above.contains(of(failure))
                || below != null && failure.getMessage().equals(below.getMessage());
    }

    /** {@return why a client could not connect} */
    static String ofClient(Throwable cause) {
        if (cause instanceof NotSslRecordException) {
            return "the server does not speak TLS: is ws meant rather than wss?";
        }
        if (cause instanceof SSLException) {
            Throwable root = cause;
            while (root.getCause() != null) {
                root = root.getCause();
                if (root instanceof CertPathBuilderException) {
                    return NOT_TRUSTED;
                }
                if (root instanceof CertPathValidatorException) {
                    // Such as one that has expired; the JDK says when.
                    return NOT_TRUSTED + ": " + of(root);
                }
            }
        }
        return of(cause);
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
