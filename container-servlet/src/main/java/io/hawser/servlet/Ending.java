package io.hawser.servlet;

/** How a transport is told to end. An ending is only ever replaced by one further down. */
enum Ending {
    /** Not at all. */
    NONE,
    /** After what waits is written, no more output; input goes on. */
    OUTPUT,
    /** After what waits is written, and the peer has stopped sending or has had time enough for it. */
    LINGER,
    /** After what waits is written, altogether. */
    CLOSE,
    /** At once. */
    ABORT
}
