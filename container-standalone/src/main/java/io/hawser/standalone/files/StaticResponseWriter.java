package io.hawser.standalone.files;

import io.hawser.handshake.Headers;
import io.hawser.log.Log;
import io.hawser.standalone.channel.ChannelTransport;
import io.hawser.standalone.channel.Linger;
import io.hawser.standalone.loop.Deadlines;
import io.hawser.standalone.loop.TurnLoop;
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
import java.lang.System.Logger.Level;

/**
 * Writes a response in pieces: a turn reads a piece, the loop writes it, and only then a turn reads the next one. So a
 * file takes the memory of one piece, independent of its size and of the speed of the client.
 */
public final class StaticResponseWriter {

    /** Called when a response is written. */
    public interface Sent {
        /**
         * Continues after the response. The loop calls this.
         *
         * @throws Exception if it fails; Netty logs it
         */
        void run() throws Exception;
    }

    private static final Log LOG = Log.of(StaticResponseWriter.class);
    private static final int PIECE = 64 * 1024;

    private final StaticResponse response;
    private final ChannelTransport transport;
    private final ChannelHandlerContext ctx;
    private final TurnLoop loop;
    private final long pieceNanos;
    private InputStream body;
    private long left;
    private Sent sent;

    /**
     * Creates a writer.
     *
     * @param response the response
     * @param transport the transport whose turns read the file
     * @param ctx the context to write with
     * @param pieceNanos the longest time that the client may take for a piece, in nanoseconds
     */
    public StaticResponseWriter(
            StaticResponse response, ChannelTransport transport, ChannelHandlerContext ctx, long pieceNanos) {
        this.response = response;
        this.transport = transport;
        this.ctx = ctx;
        this.loop = (TurnLoop) ctx.channel().eventLoop();
        this.pieceNanos = pieceNanos;
    }

    /**
     * Begins to write. Called in a turn.
     *
     * @param keepAlive whether the client may send another request
     * @param sent called on the loop when the response is written; not called if the channel has failed
     */
    public void send(boolean keepAlive, Sent sent) {
        this.sent = sent;
        HttpResponse head =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(response.status()));
        for (Headers.Field field : response.headers()) {
            head.headers().add(field.name(), field.value());
        }
        if (response.tellsSize()) {
            head.headers().set(HttpHeaderNames.CONTENT_LENGTH, response.size());
        }
        if (!keepAlive) {
            head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        try {
            body = response.open();
        } catch (IOException e) {
            fail(e);
            return;
        }
        left = body == null ? 0 : response.size();
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
                // A failure does not always close the channel, and the client would misread the next bytes.
                Linger.abort(ctx.channel());
                transport.execute(this::close);
            } else if (last) {
                sent.run();
            } else {
                transport.execute(this::sendPiece);
            }
        });
    }

    private void fail(IOException cause) {
        LOG.bounded(
                Level.WARNING,
                "a static file cannot be read",
                () -> transport.facts().id() + " is aborted: a static file cannot be read: " + cause);
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
