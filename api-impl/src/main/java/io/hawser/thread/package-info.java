/**
 * The threads that the transports of all containers share: a bounded pool for code that may block, the mailbox of a
 * connection, the ticker, and completions in order. It also has the rules by which input pauses and a transport ends.
 */
package io.hawser.thread;
