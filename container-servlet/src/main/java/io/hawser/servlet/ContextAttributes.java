package io.hawser.servlet;

import jakarta.websocket.server.ServerContainer;

/** The names of the servlet context attributes that Hawser sets. */
final class ContextAttributes {

    /** The WebSocket container, by the name of Jakarta WebSocket 2.2, section 6.4. */
    static final String CONTAINER = ServerContainer.class.getName();

    /** The application. */
    static final String APPLICATION = ServletApplication.class.getName();

    private ContextAttributes() {}
}
