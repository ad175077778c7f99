package io.hawser.tck.ee;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Jetty as its users install it: {@code jetty-home}, and a {@code JETTY_BASE} with the modules of one environment. */
final class JettyHome implements EeServer {

    private static final String USERS = """
            ann: ann, staff
            bob: bob, others
            """;

    private static final String REALM = """
            <?xml version="1.0"?>
            <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "https://jetty.org/configure_10_0.dtd">
            <Configure id="Server" class="org.eclipse.jetty.server.Server">
              <Call id="ResourceFactory" class="org.eclipse.jetty.util.resource.ResourceFactory" name="of">
                <Arg><Ref refid="Server"/></Arg>
                <Call id="users" name="newResource">
                  <Arg><Property name="jetty.base"/>/etc/users.properties</Arg>
                </Call>
              </Call>
              <Call name="addBean">
                <Arg>
                  <New class="org.eclipse.jetty.security.HashLoginService">
                    <Set name="name">default</Set>
                    <Set name="config"><Ref refid="users"/></Set>
                  </New>
                </Arg>
              </Call>
            </Configure>
            """;

    /** What makes CDI comes before those who use it. Jetty's own order is any. */
    private static final String ORDER = "jetty.deploy.servletContainerInitializerOrder="
            + "org.eclipse.jetty.%s.cdi.CdiServletContainerInitializer,"
            + "org.jboss.weld.environment.servlet.EnhancedListener,"
            + "%s,*";

    private final int port = Ports.free();
    private final Path base;
    private final LoggedProcess process;

    /**
     * Starts it.
     *
     * @param environment the version of Jakarta EE: {@code ee10} or {@code ee11}
     * @param initializer the class of WebSocket's initializer that comes first: Jetty's or Hawser's
     * @param options further options of the JVM
     */
    JettyHome(String environment, String initializer, List<String> options) throws IOException {
        this.base = Installation.runOf("jetty-" + environment);
        Path home = Installation.folder("jetty");
        Path etc = Files.createDirectory(base.resolve("etc"));
        Files.writeString(etc.resolve("users.properties"), USERS);
        Files.writeString(etc.resolve("realm.xml"), REALM);
        List<String> start = List.of(
                Installation.java(false).resolve("bin/java").toString(),
                "-jar",
                home.resolve("start.jar").toString());
        LoggedProcess.run(
                base.resolve("modules.log"),
                Map.of(),
                with(start, "--add-modules=http,%1$s-deploy,%1$s-websocket-jakarta,%1$s-cdi".formatted(environment)));
        this.process = LoggedProcess.start(
                base.resolve("server.log"),
                Installation.environment(false, options),
                with(
                        start,
                        "jetty.http.host=127.0.0.1",
                        "jetty.http.port=" + port,
                        "jetty.deploy.scanInterval=1",
                        ORDER.formatted(environment, initializer),
                        "etc/realm.xml"));
        process.await(0, "Started oejs\\.Server@");
    }

    private static List<String> with(List<String> command, String... arguments) {
        return Stream.concat(command.stream(), Stream.of(arguments)).toList();
    }

    @Override
    public boolean hasPlatform() {
        return false;
    }

    @Override
    public void deploy(String name, Path war) throws IOException {
        int from = process.log().length();
        Path whole = Files.copy(war, base.resolve(name + ".war"));
        Files.move(whole, base.resolve("webapps").resolve(name + ".war"), StandardCopyOption.ATOMIC_MOVE);
        process.await(
                from,
                "ServletContextHandler:\\S* Started " + context(name) + "|Failed startup of context " + context(name));
        if (process.log().substring(from).contains("Failed startup of context")) {
            throw new IllegalStateException(
                    name + " does not deploy: " + process.log().substring(from));
        }
    }

    @Override
    public int port() {
        return port;
    }

    /** {@return a pattern for the context of an application in the log} */
    private static String context(String name) {
        return "\\S*WebAppContext@[^{]*\\{/" + name + ",";
    }

    @Override
    public void undeploy(String name) throws IOException {
        int from = process.log().length();
        Files.delete(base.resolve("webapps").resolve(name + ".war"));
        process.await(from, "Stopped " + context(name));
    }

    @Override
    public String log() throws IOException {
        return process.log();
    }

    @Override
    public void close() {
        process.close();
    }
}
