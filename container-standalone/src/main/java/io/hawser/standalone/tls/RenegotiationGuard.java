package io.hawser.standalone.tls;

import io.hawser.standalone.channel.Linger;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLException;

/**
 * Refuses renegotiation, which is a further handshake on a connection of TLS 1.2 (RFC 5246, section 7.4.1). It costs
 * the peer that requests it almost nothing, but costs the other end a private key operation. This handler comes before
 * the handler of TLS. It reads the type of each record, which is not encrypted. TLS 1.3 has no renegotiation.
 */
public final class RenegotiationGuard extends ChannelInboundHandlerAdapter implements Linger.Retained {

    /** The type of the records of a handshake (RFC 5246, section 6.2.1). */
    private static final int HANDSHAKE = 22;

    /** The most handshake records after the first handshake: more than one handshake needs, but not many more. */
    private static final int RECORDS = 32;

    private final BooleanSupplier isOpen;
    private int allowed;
    /** The number of bytes of a record's header that have been read, out of five. */
    private int headBytes;

    private int left;
    private boolean refused;

    private RenegotiationGuard(BooleanSupplier isOpen, int allowed) {
        this.isOpen = isOpen;
        this.allowed = allowed;
    }

    /**
     * Creates the guard of a server, which refuses each handshake that a client begins after the first.
     *
     * @param tls the handler of TLS
     * @return a handler that comes before it
     */
    public static RenegotiationGuard ofClient(SslHandler tls) {
        return new RenegotiationGuard(tls.handshakeFuture()::isSuccess, 0);
    }

    /**
     * Creates the guard of a client. It allows about one further handshake, which some servers use to request a
     * certificate.
     *
     * @param tls the handler of TLS
     * @return a handler that comes before it
     */
    public static RenegotiationGuard ofServer(SslHandler tls) {
        return new RenegotiationGuard(tls.handshakeFuture()::isSuccess, RECORDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ByteBuf bytes = (ByteBuf) msg;
        if (refused || isRefused(bytes)) {
            bytes.release();
            if (!refused) {
                refused = true;
                ctx.fireExceptionCaught(new DecoderException(new SSLException(
                        "the peer has begun another TLS handshake, which is refused (renegotiation)")));
                Linger.abort(ctx.channel());
            }
        } else {
            ctx.fireChannelRead(msg);
        }
    }

    private boolean isRefused(ByteBuf bytes) {
        int at = bytes.readerIndex();
        while (at < bytes.writerIndex()) {
            if (headBytes == 5) {
                int skipped = Math.min(left, bytes.writerIndex() - at);
                at += skipped;
                left -= skipped;
                headBytes = left == 0 ? 0 : 5;
            } else if (isRefused(bytes.getUnsignedByte(at++))) {
                return true;
            }
        }
        return false;
    }

    /** Reads the next byte of a record's header: one of the type, two of the version, two of the length. */
    private boolean isRefused(int octet) {
        if (headBytes == 0 && octet == HANDSHAKE && isOpen.getAsBoolean()) {
            allowed--;
        }
        left = left << 8 & 0xff00 | octet;
        headBytes++;
        if (headBytes == 5 && left == 0) {
            headBytes = 0;
        }
        return allowed < 0;
    }
}
