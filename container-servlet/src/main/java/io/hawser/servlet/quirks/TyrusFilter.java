package io.hawser.servlet.quirks;

import io.hawser.log.Log;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;

/**
 * Takes the filter of Tyrus, the WebSocket implementation of GlassFish and Payara, out of an application.
 *
 * <ul>
 *   <li>Server: GlassFish 8.0.0, Payara 6.2025.10 and 7.2025.1; other versions not known.
 *   <li>Cause: these servers run the initializers of Tyrus and of Hawser in an order that changes from start to start.
 *       The one of Payara 7 does not look whether there is another implementation. The filter answers handshakes before
 *       Hawser does, and casts the {@code ServerContainer} of the servlet context to its own class. The Servlet API
 *       takes no filter out.
 *   <li>Test: {@code TyrusFilterTest}; {@code MessagesTest.hawserServes} of {@code tck-runner} on GlassFish and Payara,
 *       in about half of its runs.
 *   <li>Delete when the initializer of Tyrus comes last, and does nothing where there is a container.
 * </ul>
 *
 * <p>If that fails, {@code OwnImplementation} finds Tyrus, and the application is left to it.
 */
final class TyrusFilter {

    private static final Log LOG = Log.of(TyrusFilter.class);
    private static final String CORE = "org.apache.catalina.core.";
    private static final String NAME = "WebSocket filter";
    private static final String PACKAGE = "org.glassfish.tyrus.";
    /** The class in which GlassFish 8 wraps the filter. */
    private static final String WRAPPER = CORE + "WebSocketFilterWrapper";

    private TyrusFilter() {}

    /**
     * Takes the filter out, if it is there.
     *
     * @param context the context of the application, in which no filter is initialized
     * @return whether the filter was there, and is no more
     */
    static boolean remove(ServletContext context) {
        try {
            Object application =
                    PrivateFields.read(context, CORE + "ApplicationContextFacade", "context", Object.class);
            Object standard = application == null
                    ? null
                    : PrivateFields.read(application, CORE + "ApplicationContext", "context", Object.class);
            return standard != null && removeFrom(standard);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.DEBUG, () -> "the filter of Tyrus cannot be taken out of this release of the server: " + e);
            return false;
        }
    }

    /** Takes the filter out of the object that holds the filters of an application. */
    static boolean removeFrom(Object standard) throws ReflectiveOperationException {
        Object filter =
                standard.getClass().getMethod("findFilterDef", String.class).invoke(standard, NAME);
        if (filter == null || !isOfTyrus(ask(filter, "getFilter"))) {
            return false;
        }
        List<?> mappings = (List<?>) ask(standard, "findFilterMaps");
        mappings.removeIf(TyrusFilter::isMapping);
        standard.getClass().getMethod("removeFilterDef", filter.getClass()).invoke(standard, filter);
        return mappings.stream().noneMatch(TyrusFilter::isMapping);
    }

    private static boolean isOfTyrus(Object filter) {
        String name = filter == null ? "" : filter.getClass().getName();
        return name.startsWith(PACKAGE) || name.equals(WRAPPER);
    }

    private static boolean isMapping(Object mapping) {
        try {
            return Objects.equals(ask(mapping, "getFilterName"), NAME);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object ask(Object object, String method) throws ReflectiveOperationException {
        return object.getClass().getMethod(method).invoke(object);
    }
}
