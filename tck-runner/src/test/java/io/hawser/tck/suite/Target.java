package io.hawser.tck.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the applications of the TCK run: the system property {@code tck.server}. */
public enum Target {
    /** Hawser's own server, in this JVM. */
    STANDALONE(null, null),
    /** Tomcat, in a JVM of its own. */
    TOMCAT("io.hawser.examples.tomcat.TomcatServer", "org.apache.tomcat.websocket.WsSession"),
    /** Jetty, in a JVM of its own. */
    JETTY(
            "io.hawser.examples.jetty.JettyServer",
            "org.eclipse.jetty.ee11.websocket.jakarta.common.JakartaWebSocketSession"),
    /** Undertow, in a JVM of its own. */
    UNDERTOW("io.hawser.examples.undertow.UndertowServer", "io.undertow.websockets.jsr.UndertowSession");

    /** The session of every connection that is Hawser's. */
    private static final String HAWSER_SESSION = "io.hawser.session.WebSocketSession";

    private final String serverClass;
    private final String ownSession;

    Target(String serverClass, String ownSession) {
        this.serverClass = serverClass;
        this.ownSession = ownSession;
    }

    static Target ofThisRun() {
        String name = System.getProperty("tck.server", "standalone");
        return Arrays.stream(values())
                .filter(target -> target.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "tck.server is \"" + name + "\", which is none of standalone, tomcat, jetty and undertow"));
    }

    /** Whose WebSocket runs in a servlet container: the system property {@code tck.implementation}. */
    enum Implementation {
        /** Hawser, beside that of the server, which is not switched off. */
        HAWSER,
        /** Hawser, without that of the server. */
        ALONE,
        /** That of the server, to compare. */
        OWN;

        static Implementation ofThisRun() {
            return valueOf(System.getProperty("tck.implementation", "hawser").toUpperCase(Locale.ROOT));
        }
    }

    /** {@return its name in lower case} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return whether web applications bring Hawser to it} */
    public boolean isServletContainer() {
        return serverClass != null;
    }

    /** {@return the class that {@code io.hawser.examples.server.Console} runs} */
    String serverClass() {
        return serverClass;
    }

    /**
     * {@return what the message may have instead where Hawser does not get to see a bad application: Tomcat and Jetty
     * scan it first}
     */
    Optional<String> earlierRefusal() {
        return (this == TOMCAT || this == JETTY) && Implementation.ofThisRun() == Implementation.HAWSER
                ? Optional.of("jakarta\\.servlet\\.ServletException: jakarta\\.websocket\\.DeploymentException: ")
                : Optional.empty();
    }

    /** {@return the session class without which the run is none of what it was meant to be} */
    String wantedSession() {
        return Implementation.ofThisRun() == Implementation.OWN ? ownSession : HAWSER_SESSION;
    }

    /** {@return the session class with which it is not} */
    String unwantedSession() {
        return Implementation.ofThisRun() == Implementation.OWN ? HAWSER_SESSION : ownSession;
    }

    /** {@return the class path of the server's JVM} */
    List<Path> classPath() {
        List<Path> all = classPath(label());
        if (Implementation.ofThisRun() != Implementation.ALONE) {
            return all;
        }
        // The API stays, and that of Tomcat is in the jar file of its implementation: all get Jetty's.
        return Stream.concat(
                        all.stream().filter(part -> !name(part).contains("websocket")),
                        classPath(JETTY.label()).stream()
                                .filter(part -> name(part).startsWith("jakarta.websocket-")))
                .toList();
    }

    private static String name(Path part) {
        return part.getFileName().toString();
    }

    /** {@return what is added to each application} */
    List<Path> libraries() {
        return Implementation.ofThisRun() == Implementation.OWN ? List.of() : classPath("application");
    }

    /** {@return the class path of a module of {@code tck-runner/servers}} */
    public static List<Path> classPath(String module) {
        Path file = Path.of(System.getProperty("tck.servers", "servers"), module, "target", "class-path.txt");
        try {
            return Arrays.stream(Files.readString(file).strip().split(System.getProperty("path.separator")))
                    .map(Path::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
