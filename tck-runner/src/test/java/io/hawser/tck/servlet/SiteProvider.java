package io.hawser.tck.servlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * An application on Hawser's own server and on each servlet container. It runs until all tests of the class have run.
 *
 * @param <S> the application on one of them
 */
public abstract class SiteProvider<S extends AutoCloseable> implements ArgumentsProvider {

    /**
     * Starts the application on Hawser's own server.
     *
     * @return the application
     * @throws Exception if it does not start
     */
    protected abstract S standalone() throws Exception;

    /**
     * Starts the application on a servlet container.
     *
     * @param server the servlet container
     * @return the application
     * @throws Exception if it does not start
     */
    protected abstract S deployedTo(Server server) throws Exception;

    /** Returns the settings of the application, which are the same for all tests of a class. */
    protected Map<String, String> settings() {
        return Map.of();
    }

    @Override
    public final Stream<? extends Arguments> provideArguments(
            ParameterDeclarations parameters, ExtensionContext context) {
        Sites sites = context.getParent()
                .orElse(context)
                .getStore(Namespace.create(getClass()))
                .getOrComputeIfAbsent(Sites.class, key -> open(context), Sites.class);
        if (!sites.settings.equals(settings())) {
            throw new IllegalStateException("the tests of " + context.getRequiredTestClass()
                    + " share an application, and cannot have both the settings " + sites.settings + " and "
                    + settings());
        }
        return sites.all.stream().map(Arguments::of);
    }

    private Sites open(ExtensionContext context) {
        Sites sites = new Sites(settings(), new ArrayList<>());
        try {
            sites.all.add(standalone());
            for (Server server : EachServer.servers(context)) {
                sites.all.add(deployedTo(server));
            }
            return sites;
        } catch (Exception e) {
            sites.close();
            throw new IllegalStateException("the application does not start", e);
        }
    }

    /** All sites. */
    private record Sites(Map<String, String> settings, List<AutoCloseable> all) implements AutoCloseable {

        @Override
        public void close() {
            for (AutoCloseable site : all) {
                try {
                    site.close();
                } catch (Exception e) {
                    throw new IllegalStateException("the application does not end on " + site, e);
                }
            }
        }
    }
}
