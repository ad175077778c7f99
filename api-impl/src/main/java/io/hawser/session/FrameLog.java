package io.hawser.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hawser.handshake.Escaped;
import io.hawser.log.Log;
import io.hawser.protocol.CloseStatus;
import io.hawser.protocol.FrameSink;
import io.hawser.protocol.Opcode;
import io.hawser.protocol.ProtocolException;
import io.hawser.transport.Transport;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Logs one line for each frame of one direction, and passes the frame on. */
final class FrameLog implements FrameSink {

    private static final Log LOG = Log.of(FrameLog.class);
    private static final int SHOWN_CHARS = 75;
    private static final int LONGEST_CONTROL = 125;

    private final FrameSink next;
    private final Consumer<String> lines;
    private final String prefix;
    private final ByteBuffer start = ByteBuffer.allocate(LONGEST_CONTROL);
    private Opcode opcode;
    private boolean readable;
    private boolean fin;
    private int rsv;
    private long length;

    private FrameLog(FrameSink next, String prefix, Consumer<String> lines) {
        this.next = next;
        this.prefix = prefix;
        this.lines = lines;
    }

    /** {@return whether the lines are logged} */
    static boolean isOn() {
        return LOG.isLoggable(Level.TRACE);
    }

    /** {@return a sink that logs the frames of the peer} */
    static FrameSink received(FrameSink next, Transport transport) {
        return new FrameLog(next, transport.facts().id() + " < ", line -> LOG.log(Level.TRACE, line));
    }

    /** {@return a sink that logs our frames} Our frames are made under a lock, under which no logger may run. */
    static FrameSink sent(FrameSink next, Transport transport) {
        return new FrameLog(
                next, transport.facts().id() + " > ", line -> transport.execute(() -> LOG.log(Level.TRACE, line)));
    }

    @Override
    public void begin(Opcode opcode, boolean fin, int rsv, long length) throws ProtocolException {
        this.opcode = opcode;
        this.fin = fin;
        this.rsv = rsv;
        this.length = length;
        start.clear();
        if (opcode == Opcode.TEXT || opcode == Opcode.BINARY) {
            // A frame that an extension has changed is no text any more, nor are the fragments that follow it.
            readable = opcode == Opcode.TEXT && rsv == 0;
        }
        next.begin(opcode, fin, rsv, length);
    }

    @Override
    public void payload(ByteBuffer bytes, boolean ascii) throws ProtocolException {
        int count = Math.min(start.remaining(), bytes.remaining());
        start.put(start.position(), bytes, bytes.position(), count);
        start.position(start.position() + count);
        next.payload(bytes, ascii);
    }

    @Override
    public void end() throws ProtocolException {
        start.flip();
        lines.accept(prefix + opcode + (fin ? "" : ", more to come") + (rsv == 0 ? "" : ", rsv " + rsv) + ", " + length
                + " bytes" + (length == 0 ? "" : ": " + content()));
        next.end();
    }

    private String content() {
        if (opcode == Opcode.CLOSE) {
            try {
                return Escaped.text(CloseStatus.parse(start).toString(), SHOWN_CHARS);
            } catch (ProtocolException e) {
                return hex();
            }
        }
        return readable && !opcode.isControl()
                ? '"' + Escaped.text(UTF_8.decode(start).toString(), SHOWN_CHARS) + '"'
                : hex();
    }

    private String hex() {
        int shown = Math.min(start.remaining(), SHOWN_CHARS / 3);
        byte[] bytes = new byte[shown];
        start.get(bytes);
        return HexFormat.ofDelimiter(" ").formatHex(bytes) + (shown < length ? " ..." : "");
    }
}
