package io.hawser.tck.fuzz;

import io.hawser.protocol.FrameReader;
import io.hawser.protocol.FrameSink;
import io.hawser.protocol.Opcode;
import io.hawser.protocol.ProtocolException;
import io.hawser.protocol.Role;
import io.hawser.tck.fuzz.Events.Binary;
import io.hawser.tck.fuzz.Events.Event;
import io.hawser.tck.fuzz.Events.Text;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates whole messages, with one inflater for all messages if context takeover was agreed. It inflates up to the
 * first final block, with any window.
 */
final class InflateOracle implements FrameSink {

    private static final int MOST = 1_000_000;
    private static final byte[] TAIL = {0, 0, -1, -1};

    private final boolean takeover;
    private final List<ByteBuffer> messages = new ArrayList<>();
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private final Inflater inflater = new Inflater(true);
    private boolean control;
    private boolean fin;
    private boolean compressed;
    /** Whether a message was found that it cannot inflate. */
    private boolean lost;
    /** Whether an invalid message was found. */
    private boolean broken;

    InflateOracle(boolean takeover) {
        this.takeover = takeover;
    }

    /** {@return whether the delivered messages are the first ones of its own} */
    boolean agrees(Role role, byte[] sent, List<Event> delivered) {
        try {
            new FrameReader(role, 4, -1, this).read(ByteBuffer.wrap(sent.clone()));
        } catch (ProtocolException e) {
            // The bytes before the fault count.
        } finally {
            inflater.end();
        }
        List<ByteBuffer> theirs = new ArrayList<>();
        for (Event event : delivered) {
            if (event instanceof Text text) {
                theirs.add(ByteBuffer.wrap(text.message().getBytes(StandardCharsets.UTF_8)));
            } else if (event instanceof Binary binary) {
                theirs.add(binary.message());
            }
        }
        int compared = lost ? Math.min(theirs.size(), messages.size()) : theirs.size();
        return compared <= messages.size() && theirs.subList(0, compared).equals(messages.subList(0, compared));
    }

    @Override
    public void begin(Opcode opcode, boolean fin, int rsv, long length) {
        control = opcode.isControl();
        if (!control) {
            this.fin = fin;
            if (opcode != Opcode.CONTINUATION) {
                compressed = rsv != 0;
            }
        }
    }

    @Override
    public void payload(ByteBuffer bytes, boolean ascii) {
        if (!control) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            message.writeBytes(copy);
        }
    }

    @Override
    public void end() {
        if (control || !fin) {
            return;
        }
        byte[] whole = message.toByteArray();
        message.reset();
        if (!lost && !broken) {
            byte[] plain = compressed && whole.length > 0 ? inflate(whole) : whole;
            if (!lost && !broken) {
                messages.add(ByteBuffer.wrap(plain));
            }
        }
    }

    private byte[] inflate(byte[] whole) {
        if (!takeover) {
            inflater.reset();
        }
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        byte[] room = new byte[4096];
        try {
            for (byte[] input : List.of(whole, TAIL)) {
                inflater.setInput(input);
                for (int count = inflater.inflate(room); count > 0 && !lost; count = inflater.inflate(room)) {
                    plain.write(room, 0, count);
                    lost = plain.size() > MOST;
                }
                lost |= inflater.finished();
            }
        } catch (DataFormatException e) {
            broken = true;
        }
        return plain.toByteArray();
    }
}
