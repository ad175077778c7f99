package io.hawser.tck.soak;

import java.io.IOException;

/** An action of a hostile peer. It ends after a short time. */
interface Attack {

    /**
     * Runs the attack.
     *
     * @throws IOException if the server has ended the connection, which it may do
     */
    void by(Hostile hostile) throws IOException;

    String name();
}
