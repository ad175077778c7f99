package io.hawser.tck.ee;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** GlassFish with a domain of its own, told what to do by {@code asadmin}. */
final class GlassFish implements EeServer {

    private static final List<String> FURTHER_PORTS = List.of(
            "http.ssl.port",
            "jms.port",
            "orb.listener.port",
            "orb.ssl.port",
            "orb.mutualauth.port",
            "domain.jmxPort",
            "osgi.shell.telnet.port",
            "java.debugger.port");

    private final int port = Ports.free();
    private final int management = Ports.free();
    private final Path run = Installation.runOf("glassfish");
    private final String script = Installation.unpacked("glassfish")
            .resolve("glassfish8/glassfish/bin/asadmin")
            .toString();

    GlassFish(List<String> options) throws IOException {
        StringBuilder further = new StringBuilder();
        for (String name : FURTHER_PORTS) {
            further.append(further.isEmpty() ? "" : ":")
                    .append(name)
                    .append('=')
                    .append(Ports.free());
        }
        run(
                "create-domain",
                "--nopassword",
                "--domaindir=" + run,
                "--adminport=" + management,
                "--instanceport=" + port,
                "--domainproperties=" + further,
                "hawser");
        forgetApplications();
        run(options, "start-domain", "--domaindir=" + run, "hawser");
        user("ann", "--groups=staff");
        user("bob", "--groups=others");
    }

    /**
     * Lets each administration thread end with its command. Jersey leaves applications with JAX-RS in thread-locals of
     * the threads that deploy them, and some 50 of this test would fill the memory.
     */
    private void forgetApplications() throws IOException {
        Path configuration = run.resolve("hawser/config/domain.xml");
        String pool = "<thread-pool name=\"admin-thread-pool\"";
        Files.writeString(configuration, Files.readString(configuration).replace(pool, pool + " virtual=\"true\""));
    }

    private void user(String name, String groups) throws IOException {
        Path password = Files.writeString(run.resolve(name + ".txt"), "AS_ADMIN_USERPASSWORD=" + name + "\n");
        asked("--passwordfile=" + password, "create-file-user", groups, name);
    }

    /** Runs a command of the running domain. */
    private void asked(String... command) throws IOException {
        run(Stream.concat(Stream.of("--host=127.0.0.1", "--port=" + management, "--user=admin"), Stream.of(command))
                .toArray(String[]::new));
    }

    private void run(String... command) throws IOException {
        run(List.of(), command);
    }

    private void run(List<String> options, String... command) throws IOException {
        Map<String, String> environment = Installation.environment(true, options);
        environment.put("AS_JAVA", Installation.java(true).toString());
        LoggedProcess.run(
                run.resolve("commands.log"),
                environment,
                Stream.concat(Stream.of(script, "--interactive=false"), Stream.of(command))
                        .toList());
    }

    /** Each HTTP thread uses one request object again and again, which keeps its last {@code HttpUpgradeHandler}. */
    @Override
    public int threadsThatRemember() {
        return 5;
    }

    @Override
    public void deploy(String name, Path war) throws IOException {
        try {
            asked("deploy", "--name=" + name, "--contextroot=" + name, war.toString());
        } catch (IOException e) {
            throw new IllegalStateException(name + " does not deploy: " + e.getMessage(), e);
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void undeploy(String name) throws IOException {
        asked("undeploy", name);
    }

    @Override
    public String log() throws IOException {
        return Files.readString(run.resolve("hawser/logs/server.log"));
    }

    @Override
    public void close() throws IOException {
        run("stop-domain", "--domaindir=" + run, "hawser");
    }
}
