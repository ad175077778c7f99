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

    /**
     * Says whether messages whose first frame comes from now on are to be left as they are, where the extension may
     * choose: the application knows that changing them is not worth it. Does nothing by default.
     *
     * @param exempt whether they are
     */
    default void exempt(boolean exempt) {}

    /**
     * {@return whether what is sent depends on what was sent before, so that nothing that has passed this extension may
     * be taken back} By default it does.
     */
    default boolean remembersSent() {
        return true;
    }

    /** Frees the resources of the extension. Called once, after the last frame in either direction. */
    void close();
}
