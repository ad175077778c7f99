package io.hawser.servlet.quirks;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds out which server runs a web application. The classes of the server's objects identify it, since administrators
 * change the result of {@code ServletContext.getServerInfo()}. If an object is wrapped, the classes of the server's
 * objects that the wrapper returns are checked.
 */
public final class Servers {

    static final ServerQuirks TOMCAT = new Tomcat();
    static final ServerQuirks JETTY = new Jetty();
    static final ServerQuirks UNDERTOW = new Undertow();
    static final ServerQuirks LIBERTY = new Liberty();
    static final ServerQuirks PLAIN = new Plain();

    /**
     * The package of Tomcat's servlet container. GlassFish has classes with this name too, but does not have Coyote.
     */
    private static final String CATALINA = "org.apache.catalina.";

    private static final String COYOTE = "org.apache.coyote.";
    private static final String COYOTES_REQUEST = COYOTE + "Request";

    private Servers() {}

    /**
     * Returns the quirks of the server that runs an application.
     *
     * @param context the context of the application
     * @return the quirks of the server
     */
    public static ServerQuirks of(ServletContext context) {
        return known(context)
                .or(() -> asked(context::getSessionCookieConfig))
                .or(() -> asked(context::getClassLoader))
                .orElse(PLAIN);
    }

    /**
     * Returns the quirks of the server of a request.
     *
     * @param request the request, which may be wrapped
     * @param otherwise the result if the request does not identify the server
     * @return the quirks of the server
     */
    public static ServerQuirks of(ServletRequest request, ServerQuirks otherwise) {
        ServletRequest own = request;
        while (own instanceof ServletRequestWrapper wrapper) {
            own = wrapper.getRequest();
        }
        return known(own).orElse(otherwise);
    }

    /**
     * Returns the quirks of the server of a connection.
     *
     * @param web the connection
     * @param otherwise the result if the connection does not identify the server
     * @return the quirks of the server
     * @throws IOException if the connection has no streams
     */
    public static ServerQuirks of(WebConnection web, ServerQuirks otherwise) throws IOException {
        Object output = web.getOutputStream();
        return known(web).or(() -> known(output)).orElse(otherwise);
    }

    private static Optional<ServerQuirks> asked(Supplier<?> question) {
        try {
            return known(question.get());
        } catch (RuntimeException e) {
            // Some contexts refuse some of these calls, or some callers.
            return Optional.empty();
        }
    }

    private static Optional<ServerQuirks> known(Object part) {
        for (Class<?> type = part == null ? null : part.getClass(); type != null; type = type.getSuperclass()) {
            Optional<ServerQuirks> quirks = known(type);
            for (Class<?> implemented : type.getInterfaces()) {
                quirks = quirks.isPresent() ? quirks : known(implemented);
            }
            if (quirks.isPresent()) {
                return quirks;
            }
        }
        return Optional.empty();
    }

    private static Optional<ServerQuirks> known(Class<?> type) {
        String name = type.getName();
        ServerQuirks quirks = null;
        if (name.startsWith(COYOTE) || name.startsWith(CATALINA) && sees(type, COYOTES_REQUEST)) {
            quirks = TOMCAT;
        } else if (name.startsWith("org.eclipse.jetty.")) {
            quirks = JETTY;
        } else if (name.startsWith("io.undertow.")) {
            quirks = UNDERTOW;
        } else if (name.startsWith("com.ibm.ws.")) {
            quirks = LIBERTY;
        }
        return Optional.ofNullable(quirks);
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
