package io.hawser.tck.ee;

import java.io.IOException;
import java.nio.file.Path;

/** A server in a process of its own. */
interface EeServer extends AutoCloseable {

    /** {@return whether the server has the whole Jakarta EE platform; a servlet container has not} */
    default boolean hasPlatform() {
        return true;
    }

    /** {@return whether nothing of an application stays in the memory of the server after its end} */
    default boolean forgetsApplications() {
        return true;
    }

    /**
     * {@return the number of threads that keep an application in memory until they serve the handshake of another one}
     */
    default int threadsThatRemember() {
        return 0;
    }

    /**
     * Deploys an application and waits until it has started. Throws IllegalStateException with what the server says if
     * it refuses the application; nothing of it is left then.
     *
     * @param name the name of the application, and its context path after the slash
     * @param war the WAR file
     */
    void deploy(String name, Path war) throws IOException;

    /** {@return the port at which the application that was deployed last answers, or would if it was not refused} */
    int port();

    /** Undeploys an application and waits until it has ended. */
    void undeploy(String name) throws IOException;

    /** {@return everything that the server has logged} */
    String log() throws IOException;

    /** Ends the server by its own means. */
    @Override
    void close() throws IOException;
}
