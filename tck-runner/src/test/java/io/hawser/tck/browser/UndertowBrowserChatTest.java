package io.hawser.tck.browser;

/** The WAR of the chat in Undertow. */
class UndertowBrowserChatTest extends WarBrowserChatContract {

    UndertowBrowserChatTest() {
        super("undertow", "io.hawser.examples.undertow.UndertowServer");
    }
}
