package io.hawser.tck.soak;

import java.io.IOException;

/** Something that a hostile peer does, once. Ends soon by itself. */
interface Attack {

    /**
     * Does it.
     *
     * @throws IOException where the server has ended the connection, which is its right
     */
    void by(Hostile hostile) throws IOException;

    String name();
}
