package io.hawser.standalone;

import io.hawser.session.TransportFacts;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.atomic.AtomicLong;

/** What is known of channels. */
final class ChannelFacts {

    private static final AtomicLong COUNT = new AtomicLong();

    private ChannelFacts() {}

    /** {@return a new name for a connection} */
    static String newId() {
        return "c" + COUNT.incrementAndGet();
    }

    /** {@return what is known of a channel whose TLS handshake, if there is one, is done} */
    static TransportFacts of(String id, Channel channel) {
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
