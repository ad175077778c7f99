package io.hawser.tck.peer;

import jakarta.json.JsonObject;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** One end of a connection: obeys commands, and reports its events. */
interface End extends Closeable {

    void sendText(String text) throws IOException;

    /** Sends {@link Payload#everyCharacter()} as one text message. */
    void sendEveryCharacter() throws IOException;

    /** Sends {@link Payload#pattern} of this size as one message. */
    void sendBinary(int size) throws IOException;

    /** Sends one text message in parts. Between two parts it pings and waits for the pong, which it does not report. */
    void sendFragments(List<String> parts) throws IOException;

    void ping(String data) throws IOException;

    void close(int code, String reason) throws IOException;

    /** {@return its next event, in the form of {@link Heard}} */
    JsonObject next() throws IOException;

    /** The end has gone. */
    @Override
    void close() throws IOException;
}
