package io.hawser.tck.ee;

import io.hawser.tck.suite.ApplicationServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** A Jakarta EE server with one application of the TCK at a time. */
final class EeProcess implements ApplicationServer {

    /** The second is that of Open Liberty's own WebSocket implementation. */
    private static final Pattern CAUSE = Pattern.compile("(?:Caused by: |ERROR *] (?=CWWKH|duplicate))(.*)");

    private final EeServer server;
    private final Path copyOfLog;

    /**
     * Takes a running server.
     *
     * @param copyOfLog the file for its log, when it has ended
     */
    EeProcess(EeServer server, Path copyOfLog) {
        this.server = server;
        this.copyOfLog = copyOfLog;
    }

    @Override
    public Optional<String> deploy(String contextPath, Path war) throws IOException {
        int begin = log().length();
        try {
            server.deploy(name(contextPath), war);
            return Optional.empty();
        } catch (IllegalStateException e) {
            return refusalInLog(begin).or(() -> Optional.of(reason(e.getMessage())));
        }
    }

    /** Takes the deepest cause out of what the server says, or else all of it. */
    private static String reason(String said) {
        return CAUSE.matcher(said)
                .results()
                .map(found -> found.group(1))
                .reduce((first, second) -> second)
                .orElse(said);
    }

    private static String name(String contextPath) {
        return contextPath.substring(1);
    }

    @Override
    public URI address() {
        return URI.create("http://localhost:" + server.port() + "/");
    }

    @Override
    public void undeploy(String contextPath) throws IOException {
        server.undeploy(name(contextPath));
    }

    @Override
    public String log() throws IOException {
        return server.log();
    }

    @Override
    public void close() throws IOException {
        try {
            server.close();
        } finally {
            Files.writeString(copyOfLog, log());
        }
    }
}
