package io.hawser.tck.ee;

import io.hawser.tck.suite.ApplicationServer;
import io.hawser.tck.suite.ServerStarter;
import io.hawser.tck.suite.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The known servers by their names. */
public final class EeServers implements ServerStarter {

    private static final String JETTYS_INITIALIZER =
            "org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer";

    private static final Map<String, Start> KNOWN = new TreeMap<>(Map.of(
            "wildfly", WildFly::new,
            "liberty", OpenLiberty::new,
            "payara6", options -> new PayaraMicro("payara6", false, options),
            "payara7", options -> new PayaraMicro("payara7", true, options),
            "glassfish", GlassFish::new,
            "tomcat10", options -> new Tomcat("tomcat10", options),
            "tomcat11", options -> new Tomcat("tomcat11", options),
            "jetty-ee10", options -> new JettyHome("ee10", JETTYS_INITIALIZER, options),
            "jetty-ee11", options -> new JettyHome("ee11", "io.hawser.servlet.HawserInitializer", options)));

    private interface Start {
        EeServer with(List<String> options) throws IOException;
    }

    /** Used to start servers for the TCK. */
    public EeServers() {}

    static Set<String> names() {
        return KNOWN.keySet();
    }

    /** Starts a server with further options of its JVM. */
    static EeServer start(String name, List<String> options) throws IOException {
        return KNOWN.get(name).with(options);
    }

    @Override
    public ApplicationServer start(Target server, Path directory, List<String> options) throws IOException {
        return new EeProcess(start(server.label(), options), directory.resolve("server.log"));
    }
}
