package io.hawser.standalone;

import io.hawser.handshake.Headers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Sends an answer piece by piece: a piece is read in a turn, written on the loop, and only then the next one is read,
 * so that a file costs the memory of one piece, however large it is and however slowly it is taken.
 */
final class StaticBody {

    /** What follows when the answer is sent. */
    interface Sent {
        void run() throws Exception;
    }

    private static final Logger LOG = System.getLogger(StaticBody.class.getPackageName());
    private static final int PIECE = 64 * 1024;

    private final StaticAnswer answer;
    private final ChannelTransport transport;
    private final ChannelHandlerContext ctx;
    private final TurnLoop loop;
    private final long pieceNanos;
    private InputStream body;
    private long left;
    private Sent sent;

    /**
     * @param answer what is sent
     * @param transport whose turns read
     * @param ctx where to write
     * @param pieceNanos how long the client may take for one piece
     */
    StaticBody(StaticAnswer answer, ChannelTransport transport, ChannelHandlerContext ctx, long pieceNanos) {
        this.answer = answer;
        this.transport = transport;
        this.ctx = ctx;
        this.loop = (TurnLoop) ctx.channel().eventLoop();
        this.pieceNanos = pieceNanos;
    }

    /**
     * Starts. Called in a turn.
     *
     * @param keepAlive whether the client is told that it may send another request
     * @param sent called on the loop when all is sent; not called where the channel has failed
     */
    void send(boolean keepAlive, Sent sent) {
        this.sent = sent;
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()));
        for (Headers.Field field : answer.headers()) {
            head.headers().add(field.name(), field.value());
        }
        if (answer.tellsSize()) {
            head.headers().set(HttpHeaderNames.CONTENT_LENGTH, answer.size());
        }
        if (!keepAlive) {
            head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        try {
            body = answer.open();
        } catch (IOException e) {
            fail(e);
            return;
        }
        left = body == null ? 0 : answer.size();
        loop.tell(() -> ctx.write(head));
        sendPiece();
    }

    private void sendPiece() {
        byte[] piece = new byte[0];
        try {
            if (left > 0) {
                piece = body.readNBytes((int) Math.min(PIECE, left));
                left -= piece.length;
                if (piece.length == 0) {
                    throw new IOException("the file has become shorter");
                }
            }
        } catch (IOException e) {
            fail(e);
            return;
        }
        boolean last = left == 0;
        if (last) {
            close();
        }
        byte[] bytes = piece;
        loop.tell(() -> write(bytes, last));
    }

    private void write(byte[] piece, boolean last) {
        Deadlines.Deadline deadline = loop.deadlines().in(pieceNanos, () -> Linger.abort(ctx.channel()));
        ByteBuf bytes = Unpooled.wrappedBuffer(piece);
        HttpContent content = last ? new DefaultLastHttpContent(bytes) : new DefaultHttpContent(bytes);
        ctx.writeAndFlush(content).addListener(written -> {
            deadline.cancel();
            if (!written.isSuccess()) {
                transport.execute(this::close);
            } else if (last) {
                sent.run();
            } else {
                transport.execute(this::sendPiece);
            }
        });
    }

    private void fail(IOException cause) {
        LOG.log(Level.WARNING, transport.facts().id() + " is aborted: a static file cannot be read: " + cause);
        close();
        transport.abort();
    }

    private void close() {
        try {
            if (body != null) {
                body.close();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a static file cannot be closed", e);
        }
    }
}
