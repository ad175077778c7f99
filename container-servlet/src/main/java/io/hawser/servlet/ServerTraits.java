package io.hawser.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the Servlet specification leaves open and servlet containers answer differently. A container is known by the
 * classes of its objects, since administrators change what {@code ServletContext.getServerInfo()} returns. Where an
 * object is wrapped, it is known by the container's objects that the wrapper returns.
 *
 * @param closesInCallbacks whether a connection that was closed ends only when the next callback of one of its
 *     listeners returns, and the container calls {@code onDataAvailable} again and again while there is unread input
 * @param wayToClose what has to be closed for a connection to end
 * @param goesOnAsRequest whether an upgraded connection keeps what belongs to its request: the end of the input and the
 *     timeout; see {@link JettyRequests}
 * @param initializesFiltersLate whether filters are initialised with the first request, and not with the application
 * @param keepsAnswer whether the answer to a handshake stays in the response's buffer when the request is done, until
 *     there is output. Where it leaves by itself it is not flushed: Jetty does not upgrade a response that is committed
 */
record ServerTraits(
        boolean closesInCallbacks,
        WayToClose wayToClose,
        boolean goesOnAsRequest,
        boolean initializesFiltersLate,
        boolean keepsAnswer) {

    /** What has to be closed for a connection to end. */
    enum WayToClose {
        /** The {@code WebConnection}, which closes its streams, and does not wait. */
        CONNECTION,
        /** The streams; to close the {@code WebConnection} would wait for the peer to take the last output. */
        STREAMS,
        /** The streams and then the {@code WebConnection}, which may wait for whatever it likes. */
        BOTH
    }

    static final ServerTraits TOMCAT = new ServerTraits(true, WayToClose.CONNECTION, false, false, false);
    static final ServerTraits JETTY = new ServerTraits(false, WayToClose.CONNECTION, true, false, false);
    static final ServerTraits UNDERTOW = new ServerTraits(false, WayToClose.STREAMS, false, true, false);
    static final ServerTraits LIBERTY = new ServerTraits(false, WayToClose.BOTH, false, false, false);
    /** Of GlassFish, and of those that nobody knows. */
    static final ServerTraits OTHER = new ServerTraits(false, WayToClose.BOTH, false, false, true);

    /** GlassFish has a Catalina too, but not what carries it in Tomcat. */
    private static final String CATALINA = "org.apache.catalina.";

    private static final String COYOTE = "org.apache.coyote.";
    private static final String TOMCATS_CARRIER = COYOTE + "Request";

    /** {@return those of the container that runs an application} */
    static ServerTraits of(ServletContext context) {
        return known(context)
                .or(() -> asked(context::getSessionCookieConfig))
                .or(() -> asked(context::getClassLoader))
                .orElse(OTHER);
    }

    /**
     * {@return those of the container whose request it is}
     *
     * @param otherwise where the request does not tell
     */
    static ServerTraits of(ServletRequest request, ServerTraits otherwise) {
        ServletRequest own = request;
        while (own instanceof ServletRequestWrapper wrapper) {
            own = wrapper.getRequest();
        }
        return known(own).orElse(otherwise);
    }

    /**
     * {@return those of the container whose connection it is}
     *
     * @param otherwise where the connection does not tell
     * @throws IOException where it has no streams
     */
    static ServerTraits of(WebConnection web, ServerTraits otherwise) throws IOException {
        Object output = web.getOutputStream();
        return known(web).or(() -> known(output)).orElse(otherwise);
    }

    private static Optional<ServerTraits> asked(Supplier<?> question) {
        try {
            return known(question.get());
        } catch (RuntimeException e) {
            // Some contexts answer not everything, or not everybody.
            return Optional.empty();
        }
    }

    private static Optional<ServerTraits> known(Object part) {
        for (Class<?> type = part == null ? null : part.getClass(); type != null; type = type.getSuperclass()) {
            Optional<ServerTraits> traits = Stream.concat(Stream.of(type), Stream.of(type.getInterfaces()))
                    .flatMap(each -> known(each).stream())
                    .findFirst();
            if (traits.isPresent()) {
                return traits;
            }
        }
        return Optional.empty();
    }

    private static Optional<ServerTraits> known(Class<?> type) {
        String name = type.getName();
        ServerTraits traits = null;
        if (name.startsWith(COYOTE) || name.startsWith(CATALINA) && sees(type, TOMCATS_CARRIER)) {
            traits = TOMCAT;
        } else if (name.startsWith("org.eclipse.jetty.")) {
            traits = JETTY;
        } else if (name.startsWith("io.undertow.")) {
            traits = UNDERTOW;
        } else if (name.startsWith("com.ibm.ws.")) {
            traits = LIBERTY;
        }
        return Optional.ofNullable(traits);
    }

    private static boolean sees(Class<?> type, String other) {
        try {
            Class.forName(other, false, type.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
