package io.hawser.protocol;

import java.util.List;

/**
 * The extensions of one connection as one. What is sent passes the first of them first, what is received passes it last
 * (RFC 6455, section 9.1).
 *
 * @param extensions the extensions in the order of the server's {@code Sec-WebSocket-Extensions}; copied
 */
public record ExtensionChain(List<FrameExtension> extensions) implements FrameExtension {

    /**
     * Creates a chain of extensions.
     *
     * @param extensions the extensions in the order of the server's {@code Sec-WebSocket-Extensions}
     * @throws IllegalArgumentException if two of them use the same RSV bit
     */
    public ExtensionChain {
        extensions = List.copyOf(extensions);
        int taken = 0;
        for (FrameExtension extension : extensions) {
            if ((taken & extension.rsv()) != 0) {
                throw new IllegalArgumentException("Two extensions use the same RSV bit: " + extensions);
            }
            taken |= extension.rsv();
        }
    }

    @Override
    public int rsv() {
        int all = 0;
        for (FrameExtension extension : extensions) {
            all |= extension.rsv();
        }
        return all;
    }

    @Override
    public FrameSink incoming(FrameSink next) {
        FrameSink first = next;
        for (FrameExtension extension : extensions) {
            first = extension.incoming(first);
        }
        return first;
    }

    @Override
    public FrameSink outgoing(FrameSink next) {
        FrameSink first = next;
        for (int i = extensions.size() - 1; i >= 0; i--) {
            first = extensions.get(i).outgoing(first);
        }
        return first;
    }

    @Override
    public void exempt(boolean exempt) {
        extensions.forEach(extension -> extension.exempt(exempt));
    }

    @Override
    public boolean remembersSent() {
        for (FrameExtension extension : extensions) {
            if (extension.remembersSent()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        extensions.forEach(FrameExtension::close);
    }
}
