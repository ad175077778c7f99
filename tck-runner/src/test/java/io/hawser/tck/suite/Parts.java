package io.hawser.tck.suite;

import io.hawser.standalone.HawserServer;
import io.netty.channel.Channel;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.Launcher;

/** The libraries of a run: the files from which the classes were loaded, not those of a build file. */
final class Parts {

    private Parts() {}

    /** {@return names and versions, in the order of the report} */
    static Map<String, String> of(Path tck, Target target) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("Hawser", System.getProperty("hawser.version", "?") + ", " + file(HawserServer.class));
        parts.put("server", target.label());
        if (target.hasServlets()) {
            parts.put("implementation", Target.Implementation.ofThisRun().name().toLowerCase(Locale.ROOT));
            parts.put(
                    target.isServletContainer() ? "class path of the server" : "archive of the server",
                    target.isServletContainer()
                            ? names(target.classPath())
                            : System.getProperty("ee." + target.label()));
            parts.put("WEB-INF/lib", names(target.libraries()));
        }
        parts.put("TCK", tck.getFileName() + ", SHA-256 " + sha256(tck));
        parts.put("WebSocket API", file(ServerEndpoint.class) + ", " + file(ClientEndpoint.class));
        parts.put("Netty", file(Channel.class).toString());
        parts.put("Arquillian", file(DeployableContainer.class) + ", " + file(Archive.class));
        parts.put("JUnit", file(Test.class) + ", " + file(Launcher.class));
        parts.put("JDK", System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vendor"));
        parts.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"));
        return parts;
    }

    private static String names(List<Path> classPath) {
        return classPath.stream()
                .map(part -> Files.isDirectory(part)
                        ? part.getParent().getParent().getFileName() + " of the build"
                        : part.getFileName().toString())
                .collect(Collectors.joining(", "));
    }

    /** {@return the class path of the API's jar files for the signature test} */
    static String apis() {
        return source(ServerEndpoint.class) + java.io.File.pathSeparator + source(ClientEndpoint.class);
    }

    private static Path file(Class<?> type) {
        Path source = source(type);
        return Files.isDirectory(source) ? Path.of("classes of the build") : source.getFileName();
    }

    private static Path source(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
