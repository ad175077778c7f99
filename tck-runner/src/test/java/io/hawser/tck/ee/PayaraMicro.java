package io.hawser.tck.ee;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Payara Micro, which begins and ends with its application. */
final class PayaraMicro implements EeServer {

    private final String archive;
    private final boolean newer;
    private final List<String> options;
    private final Path run;
    private final Map<String, LoggedProcess> processes = new ConcurrentHashMap<>();
    private final StringBuilder logsOfEnded = new StringBuilder();
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

    @Override
    public void deploy(String name, Path war) throws IOException {
        port = Ports.free();
        Path folder = Files.createTempDirectory(run, name);
        Path users = Files.writeString(
                folder.resolve("users.txt"),
                user(folder, "--groups=staff", "ann") + user(folder, "--groups=others", "bob"));
        LoggedProcess process = LoggedProcess.start(
                folder.resolve("server.log"),
                Installation.environment(newer, options),
                List.of(
                        Installation.java(newer).resolve("bin/java").toString(),
                        "-jar",
                        Installation.archive(archive).toString(),
                        "--rootdir",
                        folder.resolve("root").toString(),
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
        processes.put(name, process);
        process.await(0, "ready in [\\d,]+ \\(ms\\)");
        if (!process.log().contains("\"" + name + "\" was successfully deployed")
                && !process.log().contains(name + " was successfully deployed")) {
            undeploy(name);
            throw new IllegalStateException(name + " does not deploy: " + process.log());
        }
    }

    @Override
    public int port() {
        return port;
    }

    /** {@return the command that makes a user} */
    private static String user(Path folder, String groups, String name) throws IOException {
        Path password = Files.writeString(folder.resolve(name + ".txt"), "AS_ADMIN_USERPASSWORD=" + name + "\n");
        return "create-file-user " + groups + " --passwordfile=" + password + " " + name + "\n";
    }

    @Override
    public void undeploy(String name) throws IOException {
        LoggedProcess process = processes.remove(name);
        process.close();
        logsOfEnded.append(process.log());
    }

    @Override
    public String log() throws IOException {
        StringBuilder all = new StringBuilder(logsOfEnded);
        for (LoggedProcess process : processes.values()) {
            all.append(process.log());
        }
        return all.toString();
    }

    @Override
    public void close() {
        processes.values().forEach(LoggedProcess::close);
    }
}
