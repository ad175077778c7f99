package io.hawser.tck.ee;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The application on each server of the property {@code ee.servers}. They are started once, and end after the last test. */
final class EachEeServer implements ArgumentsProvider {

    private static final Map<String, Callable<EeServer>> KNOWN = Map.of(
            "wildfly", WildFly::new,
            "liberty", OpenLiberty::new,
            "payara6", () -> new PayaraMicro("payara6", false),
            "payara7", () -> new PayaraMicro("payara7", true),
            "glassfish", GlassFish::new);

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return applications(context).stream().map(Arguments::of);
    }

    /** {@return the application on each server} */
    private static List<EeApplication> applications(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(EachEeServer.class))
                .getOrComputeIfAbsent(Started.class, key -> Started.all(), Started.class)
                .applications;
    }

    private record Started(List<EeApplication> applications) implements AutoCloseable {

        static Started all() {
            Started started = new Started(new ArrayList<>());
            for (String label : System.getProperty("ee.servers").split(",")) {
                try {
                    EeServer server = KNOWN.get(label).call();
                    started.applications.add(EeApplication.deploy(label, server, "hawser", EeWar.whole()));
                } catch (Exception e) {
                    started.close();
                    throw new IllegalStateException(label + " does not run the application", e);
                }
            }
            return started;
        }

        @Override
        public void close() {
            for (EeApplication application : applications) {
                try {
                    application.server().close();
                } catch (Exception e) {
                    throw new IllegalStateException(application + " does not end", e);
                }
            }
        }
    }
}
