package io.hawser.protocol.deflate;

import io.hawser.protocol.FrameExtension;
import io.hawser.protocol.FrameSink;
import io.hawser.protocol.Role;

/**
 * permessage-deflate on one connection (RFC 7692, section 7). It takes zlib's memory when a compressed message begins,
 * and gives it back when that ends; for output with context takeover, when the connection does.
 */
public final class PerMessageDeflate implements FrameExtension {

    private final Role role;
    private final DeflateParameters parameters;
    private final int level;
    private final long threshold;
    private final ZlibSource zlib;
    private Inflating inflating;
    private Deflating deflating;

    /**
     * Makes the extension for one connection.
     *
     * @param role which end this is
     * @param parameters what was agreed on
     * @param level how hard to compress, from 1 (fast) to 9 (small)
     * @param threshold messages of fewer bytes are sent as they are
     * @param zlib lends the memory of zlib
     */
    public PerMessageDeflate(Role role, DeflateParameters parameters, int level, long threshold, ZlibSource zlib) {
        this.role = role;
        this.parameters = parameters;
        this.level = Compressor.checkedLevel(level);
        this.threshold = threshold;
        this.zlib = zlib;
    }

    @Override
    public int rsv() {
        return Deflating.RSV1;
    }

    @Override
    public FrameSink incoming(FrameSink next) {
        Role peer = role == Role.SERVER ? Role.CLIENT : Role.SERVER;
        History history = parameters.contextTakeover(peer) ? new History(parameters.windowBits(peer)) : null;
        inflating = new Inflating(next, zlib, history);
        return inflating;
    }

    @Override
    public FrameSink outgoing(FrameSink next) {
        deflating = new Deflating(
                next, zlib, level, threshold, parameters.windowBits(role), parameters.contextTakeover(role));
        return deflating;
    }

    @Override
    public void exempt(boolean exempt) {
        deflating.exempt(exempt);
    }

    @Override
    public boolean remembersSent() {
        return parameters.contextTakeover(role);
    }

    @Override
    public void close() {
        if (inflating != null) {
            inflating.close();
        }
        if (deflating != null) {
            deflating.close();
        }
    }
}
