package io.hawser.standalone.deployment;

import io.hawser.container.HawserServerContainer;
import io.hawser.log.Log;
import io.hawser.standalone.files.StaticSite;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Objects;

/**
 * An application: the endpoints and files below one context path.
 *
 * @param contextPath the context path, {@code /} or without a slash at its end
 * @param container the container of its endpoints and sessions
 * @param site answers requests for its static files
 * @param classLoader the class loader of its code
 * @param resources closed when the application ends
 */
public record Application(
        String contextPath,
        HawserServerContainer container,
        StaticSite site,
        ClassLoader classLoader,
        Resources resources) {

    private static final Log LOG = Log.of(Application.class);

    /** The resources of an application. */
    @FunctionalInterface
    interface Resources {
        /** No resources. */
        Resources NONE = () -> {};

        void close() throws IOException;
    }

    /**
     * Checks a context path.
     *
     * @param contextPath the context path
     * @return the context path
     * @throws IllegalArgumentException if it is malformed
     */
    public static String checked(String contextPath) {
        Objects.requireNonNull(contextPath, "contextPath");
        if (!contextPath.equals("/") && !contextPath.matches("(/[A-Za-z0-9._~-]+)+")) {
            throw new IllegalArgumentException("contextPath must be / or like /path/to: slashes with letters, digits"
                    + " or ._~- between them, and no slash at the end; not \"" + contextPath + "\"");
        }
        return contextPath;
    }

    /** {@return whether a request's target lies below the context path} */
    boolean covers(String target) {
        int end = contextPath.length();
        return contextPath.equals("/")
                || target.startsWith(contextPath)
                        && (target.length() == end || target.charAt(end) == '/' || target.charAt(end) == '?');
    }

    /** {@return whether there are neither endpoints nor files} */
    boolean isEmpty() {
        return site.isEmpty() && container.endpoints().isEmpty();
    }

    /** {@return whether there are sessions, or handshakes that may become sessions} */
    boolean isBusy() {
        return !container.isIdle() || container.isShakingHands();
    }

    /** Closes the resources. Logs a failure. */
    void release() {
        try {
            resources.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "not everything of the application at " + contextPath + " could be released", e);
        }
    }

    @Override
    public String toString() {
        return contextPath;
    }
}
