package io.hawser.tck.hostile;

import io.hawser.tck.servlet.EachServer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Hawser's own server and each servlet container, until the class has run. */
final class EachSite implements ArgumentsProvider {

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return context
                .getParent()
                .orElse(context)
                .getStore(Namespace.create(EachSite.class))
                .getOrComputeIfAbsent(Sites.class, key -> Sites.open(context), Sites.class)
                .all()
                .stream()
                .map(Arguments::of);
    }

    /** All of them. */
    private record Sites(List<Site> all) implements AutoCloseable {

        static Sites open(ExtensionContext context) {
            Sites sites = new Sites(new ArrayList<>());
            try {
                sites.all.add(Site.standalone());
                for (var server : EachServer.servers(context)) {
                    sites.all.add(Site.deployedTo(server));
                }
                return sites;
            } catch (Exception e) {
                sites.close();
                throw new IllegalStateException("the application does not start", e);
            }
        }

        @Override
        public void close() {
            all.forEach(Site::close);
        }
    }
}
