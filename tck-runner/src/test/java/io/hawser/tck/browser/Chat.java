package io.hawser.tck.browser;

import java.net.URI;

/** The chat, run in some way. */
interface Chat {

    /** Starts it, unless it runs; after a stop on the same port as before. */
    void start() throws Exception;

    /** Stops it, if it runs. */
    void stop() throws Exception;

    /** {@return its page} */
    URI uri();

    /** {@return a visitor's name, as long as one may be} */
    String longName();

    /** Waits until it has asked who the visitor is. */
    void untilAsked(Window window);

    /** Says who the visitor is, and goes to a room to which the address of the page leads. */
    void answer(Window window, String name, String room);
}
