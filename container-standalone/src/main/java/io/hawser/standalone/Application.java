package io.hawser.standalone;

import io.hawser.container.HawserServerContainer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;

/**
 * What lives below one context path.
 *
 * @param contextPath the context path, {@code /} or without a slash at its end
 * @param container its endpoints and sessions
 * @param site answers requests for its static files
 * @param classLoader the class loader of its code
 * @param resources what it has open until it ends
 */
record Application(
        String contextPath,
        HawserServerContainer container,
        StaticSite site,
        ClassLoader classLoader,
        Resources resources) {

    private static final Logger LOG = System.getLogger(Application.class.getPackageName());

    /** What an application has open. */
    @FunctionalInterface
    interface Resources {
        /** Nothing. */
        Resources NONE = () -> {};

        void close() throws IOException;
    }

    /** {@return a context path that is well-formed} */
    static String checked(String contextPath) {
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

    /** {@return whether nobody would miss it} */
    boolean isEmpty() {
        return site.isEmpty() && container.endpoints().isEmpty();
    }

    boolean isBusy() {
        return !container.isIdle();
    }

    /** Gives up what it has open. */
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
