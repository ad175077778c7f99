package io.hawser.examples.server;

import java.nio.file.Path;

/**
 * A servlet container that listens on this machine alone and runs web applications: what a WAR brings, the servlet
 * container serves. It knows the users of {@link User#ALL}. Not safe for use by several threads at once.
 */
public interface ServletServer extends AutoCloseable {

    /**
     * Begins to listen; once.
     *
     * @param port the TCP port, 0 for any that is free
     * @return the port
     * @throws Exception where the server cannot start
     */
    int start(int port) throws Exception;

    /**
     * Begins to listen with TLS as well; once, after {@link #start}. Requests that need it (transport guarantee
     * {@code CONFIDENTIAL}) and come without are led to this port from now on.
     *
     * @param port the TCP port, 0 for any that is free
     * @param keyStore a PKCS #12 file with the key and the certificate
     * @param password of the file and of the key
     * @return the port
     * @throws Exception where the file cannot be used, or the port is taken
     */
    int startSecure(int port, Path keyStore, String password) throws Exception;

    /**
     * Deploys an application and waits until it is in service.
     *
     * @param contextPath a slash and a name, or only the slash
     * @param war a WAR file, or a directory like one, which is served from where it is
     * @throws Exception where the application does not start, with what it has thrown as the cause or the cause of
     *     that; nothing of it is left in service
     */
    void deploy(String contextPath, Path war) throws Exception;

    /**
     * Takes an application out of service.
     *
     * @param contextPath as it was deployed
     * @throws Exception where there is none, or where it does not end well; it is out of service nevertheless
     */
    void undeploy(String contextPath) throws Exception;

    /** Ends all applications, and the server. */
    @Override
    void close();
}
