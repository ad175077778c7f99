package io.hawser.tck.browser;

import java.net.URI;

/** A running chat. */
interface Chat {

    /** Starts the chat unless it runs. After a stop it uses the same port as before. */
    void start() throws Exception;

    /** Stops the chat if it runs. */
    void stop() throws Exception;

    /** {@return its page} */
    URI uri();

    /** {@return a name of a visitor, with the maximum length} */
    String longName();

    /** Waits until the page asks for the name of the visitor. */
    void untilAsked(Window window);

    /** Enters the name of the visitor, and opens the room in the address of the page. */
    void answer(Window window, String name, String room);
}
