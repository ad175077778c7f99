package io.hawser.tck.soak.app;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;

/** Reads streams, and answers with their content. Has no method for errors. */
@ServerEndpoint("/reading")
public class Reading {

    /** Created by the container for each connection. */
    public Reading() {}

    @OnOpen
    public void opened(Session session) {
        Ends.opened(session);
    }

    @OnMessage
    public String read(Reader reader, Session session) throws IOException {
        Ends.heard(session);
        StringWriter text = new StringWriter();
        reader.transferTo(text);
        return text.toString();
    }

    @OnMessage
    public byte[] read(InputStream stream, Session session) throws IOException {
        Ends.heard(session);
        return stream.readAllBytes();
    }

    @OnClose
    public void closed(Session session) {
        Ends.closed(session);
    }
}
