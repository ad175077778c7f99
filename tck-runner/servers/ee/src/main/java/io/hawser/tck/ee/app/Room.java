package io.hawser.tck.ee.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;

/** An endpoint with parameters in its path, an encoder and a decoder. */
@ServerEndpoint(value = "/room/{name}/{seat}", encoders = Line.Encoding.class, decoders = Line.Decoding.class)
public class Room {

    /**
     * Answers with the place at which the line was heard.
     *
     * @param line the line
     * @param name the first parameter of the path
     * @param seat the second parameter of the path
     * @return the answer
     */
    @OnMessage
    public Line heard(Line line, @PathParam("name") String name, @PathParam("seat") int seat) {
        return new Line(name + seat, line.text());
    }
}
