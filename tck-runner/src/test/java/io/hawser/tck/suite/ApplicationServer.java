package io.hawser.tck.suite;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** A server with servlets in a process of its own. */
public interface ApplicationServer extends AutoCloseable {

    /** Applications that swallow the exception print it. */
    Pattern REFUSAL = Pattern.compile("jakarta\\.websocket\\.DeploymentException: (.*)");

    /** {@return the reason why the server has refused the application; empty if it has not} */
    Optional<String> deploy(String contextPath, Path war) throws IOException;

    /** {@return the URI of the server, at which the deployed application answers} */
    URI address();

    /** Undeploys a deployed application. */
    void undeploy(String contextPath) throws IOException;

    /** {@return the output of the server so far} */
    String log() throws IOException;

    /**
     * {@return the reason in the log, from this position on, why an endpoint was refused; empty if the log has none}
     */
    default Optional<String> refusalInLog(int from) throws IOException {
        return REFUSAL.matcher(log().substring(from))
                .results()
                .map(found -> found.group(1))
                .findFirst();
    }

    @Override
    void close() throws IOException;
}
