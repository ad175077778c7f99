package io.hawser.standalone;

/** How a transport is told to end. An ending is only ever replaced by one further down. */
enum Ending {
    /** Not at all. */
    NONE,
    /** After what waits is written, no more output; input goes on. */
    OUTPUT,
    /** After what waits is written, altogether; the peer ends its output first, or has had time enough for it. */
    CLOSE_AFTER_PEER,
    /** After what waits is written, altogether. */
    CLOSE,
    /** At once. */
    ABORT
}
