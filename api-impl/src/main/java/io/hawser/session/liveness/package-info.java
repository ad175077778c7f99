/**
 * Pings, keepalive and timeouts of one connection. The timeouts are those for idle sessions, for messages that are not
 * complete, for asynchronous sends and for the closing handshake. Time comes in with ticks. This package decides that a
 * timeout has passed; the package {@code session} acts on it.
 */
package io.hawser.session.liveness;
