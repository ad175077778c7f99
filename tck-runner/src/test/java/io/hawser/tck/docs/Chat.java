package io.hawser.tck.docs;

import jakarta.websocket.server.ServerEndpoint;

/** An endpoint that pages name without its code. */
@ServerEndpoint("/chat")
public class Chat {}
