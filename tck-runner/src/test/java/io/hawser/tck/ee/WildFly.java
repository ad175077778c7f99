package io.hawser.tck.ee;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** WildFly with {@code standalone.xml}, as it comes, except that it looks for applications more often. */
final class WildFly implements EeServer {

    private final int port = Ports.free();
    private final int management = Ports.free();
    private final Path home;
    private final Path base;
    private final Map<String, String> environment;
    private final LoggedProcess process;

    WildFly(List<String> options) throws IOException {
        this.home = Installation.folder("wildfly");
        Path run = Installation.runOf("wildfly");
        this.base = run.resolve("standalone");
        copy(home.resolve("standalone"), base);
        user("ann", "staff");
        user("bob", "");
        lookOften();
        this.environment = Installation.environment(false, options);
        environment.put("LAUNCH_JBOSS_IN_BACKGROUND", "1");
        this.process = LoggedProcess.start(
                run.resolve("server.log"),
                environment,
                List.of(
                        home.resolve("bin/standalone.sh").toString(),
                        "-b=127.0.0.1",
                        "-bmanagement=127.0.0.1",
                        "-Djboss.server.base.dir=" + base,
                        // Nothing is left of a refused application.
                        "-Djboss.deployment.scanner.rollback.on.failure=true",
                        "-Djboss.http.port=" + port,
                        "-Djboss.https.port=" + Ports.free(),
                        "-Djboss.management.http.port=" + management));
        process.await(0, "WFLYSRV0025");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private void lookOften() throws IOException {
        Path configuration = base.resolve("configuration/standalone.xml");
        Files.writeString(
                configuration,
                Files.readString(configuration).replace("scan-interval=\"5000\"", "scan-interval=\"500\""));
    }

    /** Does what {@code add-user.sh -a} does. */
    private void user(String name, String roles) throws IOException {
        append("application-users.properties", name + "=" + hash(name + ":ApplicationRealm:" + name));
        append("application-roles.properties", name + "=" + roles);
    }

    private void append(String file, String line) throws IOException {
        Path properties = base.resolve("configuration").resolve(file);
        Files.writeString(properties, Files.readString(properties) + "\n" + line + "\n");
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void deploy(String name, Path war) throws IOException {
        Path target = base.resolve("deployments").resolve(name + ".war");
        int from = process.log().length();
        Files.copy(war, target);
        Files.writeString(marker(name, "dodeploy"), "");
        process.await(from, "WFLYSRV0010: Deployed \"" + name + "\\.war\"|WFLYCTL0013|WFLYSRV0021");
        String said = process.log().substring(from);
        if (said.contains("WFLYCTL0013")) {
            forget(name, "failed");
            throw new IllegalStateException(name + " does not deploy: " + said);
        }
    }

    @Override
    public int port() {
        return port;
    }

    private Path marker(String name, String kind) {
        return base.resolve("deployments").resolve(name + ".war." + kind);
    }

    @Override
    public void undeploy(String name) throws IOException {
        int from = process.log().length();
        Files.deleteIfExists(marker(name, "deployed"));
        process.await(from, "WFLYSRV0009: Undeployed \"" + name + "\\.war\"");
        forget(name, "undeployed");
    }

    /** Deletes an application that is not in service, when WildFly has put down why. */
    private void forget(String name, String kind) throws IOException {
        Awaitility.await().until(() -> Files.exists(marker(name, kind)));
        Files.delete(marker(name, kind));
        Files.deleteIfExists(base.resolve("deployments").resolve(name + ".war"));
    }

    @Override
    public String log() throws IOException {
        return process.log();
    }

    @Override
    public void close() throws IOException {
        try {
            LoggedProcess.run(
                    base.resolveSibling("end.log"),
                    environment,
                    List.of(
                            home.resolve("bin/jboss-cli.sh").toString(),
                            "--connect",
                            "--controller=127.0.0.1:" + management,
                            "--command=shutdown"));
        } finally {
            process.awaitEnd();
        }
    }
}
