package io.hawser.tck.ee;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * The application on each server that the properties {@code ee.skip.*} do not skip. They are started once, and end
 * after the last test. After each test, the logs have to be free of what Hawser logs above INFO.
 */
final class EachEeServer implements ArgumentsProvider, AfterEachCallback {

    /** What Hawser's own loggers log above INFO, as each server writes it: in one line or, on Jetty, in two. */
    private static final Pattern COMPLAINT =
            Pattern.compile("(?m)^(?:.*\\b(?:WARN|WARNING|ERROR|SEVERE)\\b.*\\bio\\.hawser\\.(?!tck).*"
                    + "|.*\\bio\\.hawser\\.(?!tck)\\S+\\s+[WE] .*"
                    + "|.*\\bio\\.hawser\\.(?!tck).*\\R(?:WARNING|SEVERE): .*)");

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        boolean all = !context.getRequiredTestMethod().isAnnotationPresent(OnEachPlatform.class);
        return applications(context).stream()
                .filter(application -> all || application.server().hasPlatform())
                .map(Arguments::of);
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        for (EeApplication application : applications(context)) {
            assertThat(COMPLAINT.matcher(application.server().log()).results().map(MatchResult::group))
                    .as("lines of Hawser above INFO in the log of %s", application)
                    .isEmpty();
        }
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
            for (String label : EeServers.names()) {
                if (Boolean.getBoolean("ee.skip." + label)) {
                    continue;
                }
                try {
                    started.applications.add(application(label));
                } catch (Exception e) {
                    started.close();
                    throw new IllegalStateException(label + " does not run the application", e);
                }
            }
            return started;
        }

        private static EeApplication application(String label) throws Exception {
            EeServer server = EeServers.start(label, List.of());
            try {
                return EeApplication.deploy(label, server, "hawser", EeWar.whole());
            } catch (Exception e) {
                server.close();
                throw e;
            }
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
