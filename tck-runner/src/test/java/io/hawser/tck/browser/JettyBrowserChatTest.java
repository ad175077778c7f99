package io.hawser.tck.browser;

/** The WAR of the chat in Jetty. */
class JettyBrowserChatTest extends WarBrowserChatContract {

    JettyBrowserChatTest() {
        super("jetty", "io.hawser.examples.jetty.JettyServer");
    }
}
