package io.hawser.tck.ee;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Payara Micro, which begins and ends with an application. While it runs, it deploys what is put into a folder beside
 * that one.
 */
final class PayaraMicro implements EeServer {

    private final String archive;
    private final boolean newer;
    private final List<String> options;
    private final Path run;
    private final StringBuilder logsOfEnded = new StringBuilder();
    private LoggedProcess process;
    private String first;
    private Path folder;
    private int port;

    /**
     * Starts nothing.
     *
     * @param archive the name of the release
     * @param newer whether it needs a newer JDK
     * @param options further options of the JVM
     */
    PayaraMicro(String archive, boolean newer, List<String> options) throws IOException {
        this.archive = archive;
        this.newer = newer;
        this.options = options;
        this.run = Installation.runOf(archive);
    }

    /** As those of GlassFish. */
    @Override
    public int threadsThatRemember() {
        return 200;
    }

    @Override
    public void deploy(String name, Path war) throws IOException {
        if (process == null) {
            start(name, war);
        } else {
            put(name, war);
        }
    }

    private void start(String name, Path war) throws IOException {
        port = Ports.free();
        first = name;
        Path begin = Files.createTempDirectory(run, name);
        Path root = begin.resolve("root");
        folder = Files.createDirectories(root.resolve("autodeploy"));
        Path users = Files.writeString(
                begin.resolve("users.txt"),
                user(begin, "--groups=staff", "ann") + user(begin, "--groups=others", "bob"));
        process = LoggedProcess.start(
                begin.resolve("server.log"),
                Installation.environment(newer, options),
                List.of(
                        Installation.java(newer).resolve("bin/java").toString(),
                        "-jar",
                        Installation.archive(archive).toString(),
                        "--rootdir",
                        root.toString(),
                        "--port",
                        String.valueOf(port),
                        "--nocluster",
                        "--disablephonehome",
                        "--postbootcommandfile",
                        users.toString(),
                        "--deploy",
                        war.toString(),
                        "--contextroot",
                        name));
        process.await(0, "ready in [\\d,]+ \\(ms\\)");
        if (!process.log().contains("\"" + name + "\" was successfully deployed")
                && !process.log().contains(name + " was successfully deployed")) {
            String said = process.log();
            end();
            throw new IllegalStateException(name + " does not deploy: " + said);
        }
    }

    /** {@return the command that makes a user} */
    private static String user(Path folder, String groups, String name) throws IOException {
        Path password = Files.writeString(folder.resolve(name + ".txt"), "AS_ADMIN_USERPASSWORD=" + name + "\n");
        return "create-file-user " + groups + " --passwordfile=" + password + " " + name + "\n";
    }

    private void put(String name, Path war) throws IOException {
        int from = process.log().length();
        // The server finds the whole file.
        Path copy = Files.createTempDirectory(run, name).resolve("copy");
        Files.copy(war, copy);
        Files.move(copy, file(name, ""), ATOMIC_MOVE);
        process.await(
                name + " is deployed",
                () -> Files.exists(file(name, "_deployed")) || Files.exists(file(name, "_deployFailed")));
        if (Files.exists(file(name, "_deployFailed"))) {
            Files.delete(file(name, ""));
            Files.delete(file(name, "_deployFailed"));
            throw new IllegalStateException(
                    name + " does not deploy: " + process.log().substring(from));
        }
    }

    /** {@return the file of an application, or the one that tells what the server has done with it} */
    private Path file(String name, String done) {
        return folder.resolve(name + ".war" + done);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void undeploy(String name) throws IOException {
        if (name.equals(first)) {
            end();
        } else {
            Files.delete(file(name, ""));
            process.await(name + " is undeployed", () -> Files.exists(file(name, "_undeployed")));
        }
    }

    private void end() throws IOException {
        process.close();
        logsOfEnded.append(process.log());
        process = null;
    }

    @Override
    public String log() throws IOException {
        return process == null ? logsOfEnded.toString() : logsOfEnded + process.log();
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
