package io.hawser.tck.peer;

import jakarta.json.JsonObject;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** One end of a connection: does as it is told, and says what it hears. */
interface End extends Closeable {

    void sendText(String text) throws IOException;

    /** Sends {@link Payload#everyCharacter()} as one text message. */
    void sendEveryCharacter() throws IOException;

    /** Sends {@link Payload#pattern} of this size as one message. */
    void sendBinary(int size) throws IOException;

    /**
     * Sends one text message in parts; between two of them it pings, and waits for the pong, which it does not tell.
     */
    void sendFragments(List<String> parts) throws IOException;

    void ping(String data) throws IOException;

    void close(int code, String reason) throws IOException;

    /** {@return what it has heard next, in the words of {@link Heard}} */
    JsonObject next() throws IOException;

    /** Is not there any more. */
    @Override
    void close() throws IOException;
}
