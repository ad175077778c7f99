/**
 * The output of one connection: its queue, back-pressure, partial messages, pending sends, and the check for a peer
 * that does not read.
 */
package io.hawser.session.output;
