package io.hawser.tck.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The server of the TCK's applications: the system property {@code tck.server}. */
public enum Target {
    /** Hawser's own server, in this JVM. */
    STANDALONE(null, null),
    /** Tomcat, in a separate JVM. */
    TOMCAT("io.hawser.examples.tomcat.TomcatServer", "org.apache.tomcat.websocket.WsSession"),
    /** Jetty, in a separate JVM. */
    JETTY(
            "io.hawser.examples.jetty.JettyServer",
            "org.eclipse.jetty.ee11.websocket.jakarta.common.JakartaWebSocketSession"),
    /** Undertow, in a separate JVM. */
    UNDERTOW("io.hawser.examples.undertow.UndertowServer", "io.undertow.websockets.jsr.UndertowSession"),
    /** WildFly, as its users have it. */
    WILDFLY(null, "io.undertow.websockets.jsr.UndertowSession"),
    /** GlassFish, as its users have it. */
    GLASSFISH(null, "org.glassfish.tyrus.core.TyrusSession"),
    /** Open Liberty, as its users have it. */
    LIBERTY(null, "com.ibm.ws.wsoc.external.SessionExt");

    /** The class of Hawser's sessions. */
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
                .orElseThrow(() -> new IllegalArgumentException("tck.server is \"" + name + "\", which is none of "
                        + Arrays.stream(values()).map(Target::label).collect(Collectors.joining(", "))));
    }

    /** The WebSocket implementation in a servlet container: the system property {@code tck.implementation}. */
    enum Implementation {
        /** Hawser next to the server's implementation, which is not switched off. */
        HAWSER,
        /** Hawser without the server's implementation. */
        ALONE,
        /** The server's implementation, for comparison. */
        OWN;

        static Implementation ofThisRun() {
            return valueOf(System.getProperty("tck.implementation", "hawser").toUpperCase(Locale.ROOT));
        }
    }

    /** {@return its name in lower case} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return whether it is a servlet container that an example of this build starts} */
    public boolean isServletContainer() {
        return serverClass != null;
    }

    /** {@return whether it is a server with servlets, whose applications contain Hawser} */
    boolean hasServlets() {
        return ownSession != null;
    }

    /** {@return the class that {@code io.hawser.examples.server.Console} runs} */
    String serverClass() {
        return serverClass;
    }

    /**
     * {@return the alternative message for a bad application that Hawser does not see, since the server scans it first}
     */
    Optional<String> earlierRefusal() {
        if (Implementation.ofThisRun() != Implementation.HAWSER) {
            return Optional.empty();
        }
        return switch (this) {
            case TOMCAT, JETTY ->
                Optional.of("jakarta\\.servlet\\.ServletException: jakarta\\.websocket\\.DeploymentException: ");
            case WILDFLY -> Optional.of("^UT0030\\d\\d: ");
            case LIBERTY -> Optional.of("^CWWKH\\d+E: |^duplicate\\.uri ");
            default -> Optional.empty();
        };
    }

    /** {@return the session class that a valid run must use} */
    String wantedSession() {
        return Implementation.ofThisRun() == Implementation.OWN ? ownSession : HAWSER_SESSION;
    }

    /** {@return the session class that a valid run must not use} */
    String unwantedSession() {
        return Implementation.ofThisRun() == Implementation.OWN ? HAWSER_SESSION : ownSession;
    }

    /** {@return the class path of the server's JVM} */
    List<Path> classPath() {
        List<Path> all = classPath(label());
        if (Implementation.ofThisRun() != Implementation.ALONE) {
            return all;
        }
        // The API is still needed. Tomcat's is in the jar file of its implementation, so all servers get Jetty's.
        return Stream.concat(
                        all.stream().filter(part -> !name(part).contains("websocket")),
                        classPath(JETTY.label()).stream()
                                .filter(part -> name(part).startsWith("jakarta.websocket-")))
                .toList();
    }

    private static String name(Path part) {
        return part.getFileName().toString();
    }

    /**
     * {@return the packages of the TCK that are added to each application} WildFly loads all classes that have
     * {@code @ClientEndpoint}. Otherwise it refuses the applications of 121 tests, which have such classes without the
     * classes that these extend or name.
     */
    List<String> packages() {
        return this == WILDFLY
                ? List.of(
                        "com.sun.ts.tests.websocket.common.client",
                        "com.sun.ts.tests.websocket.common.stringbean",
                        "com.sun.ts.tests.websocket.ee.jakarta.websocket.session11.common")
                : List.of();
    }

    /** {@return the jar files that are added to each application} */
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
