package io.hawser.tck.browser;

/** The WAR of the chat in Tomcat. */
class TomcatBrowserChatTest extends WarBrowserChatContract {

    TomcatBrowserChatTest() {
        super("tomcat", "io.hawser.examples.tomcat.TomcatServer");
    }
}
