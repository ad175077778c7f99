package io.hawser.protocol;

/**
 * An extension as negotiated for one connection (RFC 6455, section 9): it stands between the wire and the messages, in
 * both directions. It owns the RSV bits that it names, and may change, split, join or drop frames.
 */
public interface FrameExtension {

    /** {@return the bits RSV1 (4), RSV2 (2), RSV3 (1) to which this extension gives a meaning} */
    int rsv();

    /**
     * Makes the stage for frames from the peer.
     *
     * @param next takes the frames that this stage lets out, nearer to the messages
     * @return takes the frames as they came, nearer to the wire
     */
    FrameSink incoming(FrameSink next);

    /**
     * Makes the stage for frames to the peer.
     *
     * @param next takes the frames that this stage lets out, nearer to the wire
     * @return takes the frames as they are sent, nearer to the messages
     */
    FrameSink outgoing(FrameSink next);

    /** Frees what the extension holds. Called once, after the last frame in either direction. */
    void close();
}
