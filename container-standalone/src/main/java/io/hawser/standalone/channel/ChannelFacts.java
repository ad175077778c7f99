package io.hawser.standalone.channel;

import io.hawser.transport.TransportFacts;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.atomic.AtomicLong;

/** Makes the ids of connections, and collects the known facts of their channels. */
public final class ChannelFacts {

    private static final AtomicLong COUNT = new AtomicLong();

    private ChannelFacts() {}

    /** {@return a new id of a connection, unique within the process} */
    public static String newId() {
        return "c" + COUNT.incrementAndGet();
    }

    /**
     * Returns the facts of a channel. If the channel has TLS, its TLS handshake has to be complete.
     *
     * @param id the id of the connection
     * @param channel the channel
     * @return the facts
     */
    public static TransportFacts of(String id, Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        return new TransportFacts(
                id,
                channel.localAddress(),
                channel.remoteAddress(),
                tls != null,
                tls == null ? null : tls.engine().getSession(),
                null);
    }
}
