package io.hawser.servlet.quirks;

import jakarta.servlet.ServletContext;

/** The quirks of GlassFish, Payara and unknown servers: the ways that are safe on every server. */
public final class Plain implements ServerQuirks {

    /** Creates the quirks of other servers. */
    public Plain() {}

    /**
     * {@inheritDoc}
     *
     * <ul>
     *   <li>Server: GlassFish and Payara; versions not known.
     *   <li>Cause: the connection ends when its {@code WebConnection} is closed, and its streams belong to another
     *       connection afterwards.
     *   <li>Test: {@code ConversationsTest} with a connection of GlassFish.
     *   <li>Keep as long as there are unknown servers.
     * </ul>
     */
    @Override
    public WayToClose wayToClose() {
        return WayToClose.BOTH;
    }

    @Override
    public boolean removeOwnWebSocket(ServletContext context) {
        return TyrusFilter.remove(context);
    }

    /**
     * {@inheritDoc}
     *
     * <ul>
     *   <li>Server: GlassFish and Payara; versions not known. Tomcat, Jetty, Undertow and Open Liberty send the answer
     *       when the request is done, and Jetty does not upgrade a response that is committed.
     *   <li>Cause: GlassFish and Payara send the answer with the first output.
     *   <li>Test: {@code ServersTest.theAnswerIsFlushedWhereTheContainerKeepsIt}, and each test of a connection of
     *       GlassFish ({@code FakeServer.connect}).
     *   <li>Keep as long as there are unknown servers.
     * </ul>
     */
    @Override
    public boolean keepsAnswer() {
        return true;
    }
}
