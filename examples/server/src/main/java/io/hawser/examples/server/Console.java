package io.hawser.examples.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Scanner;

/**
 * A server in a JVM of its own, which obeys lines of standard input:
 *
 * <pre>
 * deploy CONTEXT_PATH WAR
 * undeploy CONTEXT_PATH
 * secure PASSWORD KEY_STORE
 * memory
 * stop
 * </pre>
 *
 * <p>It answers each in one line of standard output, which begins with {@code ok} or {@code failed}. Whatever else is
 * printed goes to standard error.
 */
public final class Console {

    private static final String USAGE = "SERVER_CLASS PORT [CONTEXT_PATH=WAR]...";

    private final ServletServer server;
    private final PrintStream answers;

    Console(ServletServer server, PrintStream answers) {
        this.server = server;
        this.answers = answers;
    }

    /**
     * Starts a server, prints {@code ready} and its address, and obeys until {@code stop} or the end of its input.
     *
     * @param arguments the name of a {@link ServletServer}, its port (0 for any), and applications as context path,
     *     equals sign and WAR file or directory
     * @throws Exception where it cannot start, or one of these applications cannot
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 2) {
            throw new IllegalArgumentException("usage: " + USAGE);
        }
        PrintStream answers = System.out;
        System.setOut(System.err);
        ServletServer server = Class.forName(arguments[0])
                .asSubclass(ServletServer.class)
                .getConstructor()
                .newInstance();
        int port = server.start(Integer.parseInt(arguments[1]));
        for (int i = 2; i < arguments.length; i++) {
            String[] application = arguments[i].split("=", 2);
            server.deploy(application[0], Path.of(application[1]));
        }
        answers.println("ready http://localhost:" + port + "/");
        new Console(server, answers).obey(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
        System.exit(0); // Applications may have left threads.
    }

    void obey(BufferedReader commands) throws IOException {
        boolean stopped = false;
        for (String line = commands.readLine(); line != null && !stopped; line = stopped ? null : commands.readLine()) {
            stopped = line.strip().equals("stop");
            if (!stopped && !line.isBlank()) {
                answers.println(answer(line));
            }
        }
        server.close();
        answers.println("ok stopped");
    }

    private String answer(String line) {
        try (Scanner words = new Scanner(line)) {
            String command = words.next();
            switch (command) {
                case "deploy" -> {
                    String contextPath = word(words, "a context path");
                    server.deploy(contextPath, Path.of(rest(words, "a WAR file or directory")));
                    return "ok deployed " + contextPath;
                }
                case "undeploy" -> {
                    String contextPath = word(words, "a context path");
                    server.undeploy(contextPath);
                    return "ok undeployed " + contextPath;
                }
                case "secure" -> {
                    String password = word(words, "a password");
                    return "ok secure " + server.startSecure(0, Path.of(rest(words, "a key store")), password);
                }
                case "memory" -> {
                    return "ok " + Memory.measured();
                }
                default ->
                    throw new IllegalArgumentException(
                            "there is no command \"" + command + "\", but deploy, undeploy, secure, memory and stop");
            }
        } catch (Exception | LinkageError e) {
            e.printStackTrace();
            return "failed " + inOneLine(e);
        }
    }

    private static String word(Scanner words, String what) {
        if (!words.hasNext()) {
            throw new IllegalArgumentException(what + " is missing");
        }
        return words.next();
    }

    private static String rest(Scanner words, String what) {
        return (word(words, what) + (words.hasNextLine() ? words.nextLine() : "")).strip();
    }

    /** The whole chain: the servers wrap what applications throw, and only some repeat its message. */
    private static String inOneLine(Throwable failure) {
        StringBuilder text = new StringBuilder(failure.toString());
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (text.indexOf(cause.toString()) < 0) {
                text.append(", caused by ").append(cause);
            }
        }
        return text.toString().replaceAll("\\p{Cntrl}+", " ");
    }
}
