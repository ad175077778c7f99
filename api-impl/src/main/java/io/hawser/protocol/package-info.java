/**
 * RFC 6455 frames and messages without I/O: bytes in, events out, and back.
 *
 * <p>Incoming: {@link io.hawser.protocol.FrameReader}, extensions, {@link io.hawser.protocol.MessageReader},
 * {@link io.hawser.protocol.MessageSink}. Outgoing: {@link io.hawser.protocol.MessageWriter}, extensions,
 * {@link io.hawser.protocol.FrameWriter}, {@link io.hawser.protocol.FrameOutput}. Beside them
 * {@link io.hawser.protocol.ClosingHandshake} keeps the state of the closing handshake. The interface
 * {@link io.hawser.protocol.FrameSink} joins them. {@link io.hawser.protocol.ConnectionEnd} combines all of them, for
 * callers that need neither extensions nor partial messages.
 *
 * <p>Nothing here knows a socket, a clock, a lock or a thread. No class is thread-safe unless it says so: the two
 * directions of a connection share no state, and each of them is for one thread at a time. No argument may be
 * {@code null} unless it says so.
 */
package io.hawser.protocol;
