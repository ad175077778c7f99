package io.hawser.tck.ee;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Open Liberty with the features of the Jakarta EE platform. */
final class OpenLiberty implements EeServer {

    private static final String CONFIGURATION = """
            <server>
              <featureManager>
                <feature>jakartaee-10.0</feature>
              </featureManager>
              <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
              <iiopEndpoint id="defaultIiopEndpoint" host="127.0.0.1" iiopPort="%d"/>
              <wasJmsEndpoint host="127.0.0.1" wasJmsPort="%d" wasJmsSSLPort="%d"/>
              <applicationMonitor updateTrigger="polled" pollingRate="200ms"/>
              <basicRegistry>
                <user name="ann" password="ann"/>
                <user name="bob" password="bob"/>
                <group name="staff">
                  <member name="ann"/>
                </group>
              </basicRegistry>
            </server>
            """;

    private final int port = Ports.free();
    private final Path run = Installation.runOf("liberty");
    private final Path server = Files.createDirectories(run.resolve("servers/hawser"));
    private final String script =
            Installation.unpacked("liberty").resolve("wlp/bin/server").toString();
    private final Map<String, String> environment;
    private final LoggedProcess process;

    OpenLiberty(List<String> options) throws IOException {
        this.environment = Installation.environment(false, options);
        environment.put("WLP_USER_DIR", run.toString());
        Files.writeString(
                server.resolve("server.xml"), CONFIGURATION.formatted(port, Ports.free(), Ports.free(), Ports.free()));
        this.process = LoggedProcess.start(run.resolve("server.log"), environment, List.of(script, "run", "hawser"));
        process.await(0, "CWWKF0011I");
    }

    /** Its threads keep the state of their last request, with the application, and its caches are soft references. */
    @Override
    public boolean forgetsApplications() {
        return false;
    }

    @Override
    public void deploy(String name, Path war) throws IOException {
        int from = process.log().length();
        Files.copy(war, Files.createDirectories(server.resolve("dropins")).resolve(name + ".war"));
        process.await(from, "CWWKZ0001I: Application " + name + " |CWWKZ0002E|CWWKZ0003I|CWWKZ0012I");
        String said = process.log().substring(from);
        if (said.contains("CWWKZ0002E") || said.contains("CWWKZ0012I")) {
            Files.delete(server.resolve("dropins").resolve(name + ".war"));
            throw new IllegalStateException(name + " does not deploy: " + said);
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void undeploy(String name) throws IOException {
        int from = process.log().length();
        Files.delete(server.resolve("dropins").resolve(name + ".war"));
        process.await(from, "CWWKZ0009I: The application " + name);
    }

    @Override
    public String log() throws IOException {
        return Files.readString(server.resolve("logs/messages.log"));
    }

    @Override
    public void close() throws IOException {
        try {
            LoggedProcess.run(run.resolve("end.log"), environment, List.of(script, "stop", "hawser"));
        } finally {
            process.awaitEnd();
        }
    }
}
