package io.hawser.tck.ee.app;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.net.URI;

/** An endpoint that is a client as well. */
@ServerEndpoint("/caller")
public class Caller {

    /**
     * Connects to an address, and answers with what that one sends back; or with the reason why it does not.
     *
     * @param address the address to connect to
     * @param session the session of the connection
     */
    @OnMessage
    public void connect(String address, Session session) throws IOException {
        try {
            session.getContainer().connectToServer(new Call(session), URI.create(address));
        } catch (Exception e) {
            session.getBasicRemote().sendText("failed: " + e);
        }
    }

    /** The outgoing connection. */
    @ClientEndpoint
    public static class Call {

        private final Session asker;

        Call(Session asker) {
            this.asker = asker;
        }

        /**
         * Says who it is.
         *
         * @param session the session of the connection
         */
        @OnOpen
        public void open(Session session) throws IOException {
            session.getBasicRemote().sendText("a call");
        }

        /**
         * Passes the answer on.
         *
         * @param message the message
         * @param session the session of the connection
         */
        @OnMessage
        public void answered(String message, Session session) throws IOException {
            asker.getBasicRemote()
                    .sendText(message + " by " + session.getClass().getName());
            session.close();
        }
    }
}
