package io.hawser.tck.hostile;

import io.hawser.tck.servlet.Server;
import io.hawser.tck.servlet.SiteProvider;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.support.AnnotationConsumer;

/** The application for hostile peers on all servers. */
final class EachSite extends SiteProvider<Site> implements AnnotationConsumer<OnEachSite> {

    private Map<String, String> settings = Map.of();

    @Override
    public void accept(OnEachSite annotation) {
        settings = Stream.of(annotation.settings())
                .map(setting -> setting.split("="))
                .collect(Collectors.toMap(parts -> "io.hawser." + parts[0], parts -> parts[1]));
    }

    @Override
    protected Map<String, String> settings() {
        return settings;
    }

    @Override
    protected Site standalone() throws Exception {
        return Site.standalone(settings);
    }

    @Override
    protected Site deployedTo(Server server) throws Exception {
        return Site.deployedTo(server, settings);
    }
}
