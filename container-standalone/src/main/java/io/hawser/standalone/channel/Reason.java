package io.hawser.standalone.channel;

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

/** Explains to users why a channel has failed. */
public final class Reason {

    /** The text that the native transport puts before the message of the operating system. */
    private static final Pattern SYSTEM_CALL =
            Pattern.compile("^\\w+\\(\\.\\.\\) failed(?: with error\\(-?\\d+\\))?: ");

    /** The alerts for certificates (RFC 8446, section 6.2), as the JDK names them. */
    private static final Pattern REJECTED =
            Pattern.compile("(?:bad_certificate|unsupported_certificate|certificate_\\w+|unknown_ca)$");

    private static final String NOT_TRUSTED =
            "the server's certificate is not trusted; ClientEndpointConfig.Builder.sslContext sets whom to trust";

    private Reason() {}

    /**
     * Explains a failure of either end.
     *
     * @param cause the failure
     * @return the reason
     */
    public static String of(Throwable cause) {
        if (cause instanceof ClosedChannelException) {
            return "the connection was closed";
        }
        // Netty wraps the failure of a socket and adds the address, which is already in the caller's message.
        boolean repeated = cause instanceof SocketException && cause.getCause() instanceof SocketException;
        String message = (repeated ? cause.getCause() : cause).getMessage();
        return message == null ? cause.toString() : SYSTEM_CALL.matcher(message).replaceFirst("");
    }

    /**
     * Creates an exception for users, of the type that sockets of the JDK throw. It has a cause if the message of the
     * cause says more.
     *
     * @param message the failure and its reason
     * @param cause the cause, or {@code null}
     * @return the exception
     */
    public static IOException failure(String message, Throwable cause) {
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

    /** {@return whether a failure says nothing new: TLS exceptions of the JDK often repeat their causes} */
    private static boolean isRepeated(Throwable failure, String above) {
        Throwable below = failure.getCause();
        return failure.getMessage() == null
                || above.contains(of(failure))
                || below != null && failure.getMessage().equals(below.getMessage());
    }

    /**
     * Explains why a client could not connect.
     *
     * @param cause the failure
     * @return the reason
     */
    public static String ofClient(Throwable cause) {
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
                    // For example a certificate that has expired; the JDK says when.
                    return NOT_TRUSTED + ": " + of(root);
                }
            }
        }
        return of(cause);
    }

    /**
     * Explains why a server has closed the connection of a client. Leaves out the bytes that the client sent instead of
     * TLS, which may contain a password.
     *
     * @param cause the failure
     * @return the reason
     */
    public static String ofServer(Throwable cause) {
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
