package io.hawser.tck.docs;

import jakarta.websocket.server.ServerEndpoint;

/** An endpoint that pages name without showing it. */
@ServerEndpoint("/chat")
public class Chat {}
