package io.hawser.tck.soak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.tck.Compression;
import io.hawser.tck.WirePeer.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.zip.DataFormatException;

/** Sends frames: text and binary, fragmented at any byte, compressed or not, with pings between them. */
final class WireClient extends Good {

    private static final int MOST_EXCHANGES = 30;
    private static final int MOST_AT_ONCE = 8;
    /** All messages in transit fit into the buffers of sockets. So the ends do not wait for each other. */
    private static final int MOST_BYTES = 48 * 1024;

    private Peer peer;
    private Compression compression;

    /** The expected messages. */
    private record Message(int opcode, byte[] payload) {}

    WireClient(Place place, Counts counts, Random random, BooleanSupplier goesOn) {
        super(place, counts, random, goesOn);
    }

    @Override
    void session() throws Exception {
        try (Peer connected = Peer.connect(place)) {
            peer = connected;
            peer.patience(PATIENCE_MILLIS);
            String offer = "permessage-deflate" + (random.nextBoolean() ? "; server_no_context_takeover" : "");
            String accepted = "";
            if (random.nextBoolean()) {
                accepted = peer.negotiate(anyEcho(), offer);
            } else {
                peer.shakeHands(anyEcho());
            }
            try (Compression ofThisSession = new Compression(accepted.contains("client_no_context_takeover"))) {
                compression = accepted.isEmpty() ? null : ofThisSession;
                for (int i = random.nextInt(MOST_EXCHANGES); i >= 0; i--) {
                    exchange();
                }
                leave();
            }
        }
    }

    private void exchange() throws IOException, DataFormatException {
        List<Message> sent = new ArrayList<>();
        int bytes = 0;
        for (int i = random.nextInt(MOST_AT_ONCE); i >= 0; i--) {
            Message message = message(size(MOST_BYTES - bytes));
            bytes += message.payload.length;
            sent.add(message);
            send(message);
        }
        for (Message expected : sent) {
            Message message = receive();
            assertThat(message.opcode).isEqualTo(expected.opcode);
            assertThat(Arrays.equals(message.payload, expected.payload))
                    .as("message of %d bytes is the one of %d bytes", message.payload.length, expected.payload.length)
                    .isTrue();
            counts.message();
        }
    }

    private Message message(int size) {
        return random.nextBoolean()
                ? new Message(Peer.TEXT, letters(size / 4).getBytes(UTF_8))
                : new Message(Peer.BINARY, bytes(size));
    }

    private void send(Message message) throws IOException {
        boolean isCompressed = compression != null && random.nextBoolean();
        byte[] rest = isCompressed ? compression.deflate(message.payload) : message.payload;
        int first = message.opcode | (isCompressed ? Peer.RSV1 : 0);
        while (random.nextInt(3) == 0) {
            int length = random.nextInt(rest.length + 1);
            peer.write(masked(first, Arrays.copyOf(rest, length)));
            rest = Arrays.copyOfRange(rest, length, rest.length);
            first = Peer.CONTINUATION;
            if (random.nextBoolean()) {
                peer.write(masked(Peer.FIN | Peer.PING, bytes(random.nextInt(126))));
            }
        }
        peer.write(masked(Peer.FIN | first, rest));
    }

    private byte[] masked(int firstByte, byte[] payload) {
        byte[] frame = Peer.frame(firstByte, payload);
        int begin = frame.length - payload.length;
        byte[] mask = bytes(4);
        System.arraycopy(mask, 0, frame, begin - 4, 4);
        for (int i = 0; i < payload.length; i++) {
            frame[begin + i] ^= mask[i & 3];
        }
        return frame;
    }

    private Message receive() throws IOException, DataFormatException {
        Frame first = peer.nextOfData();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first.payload());
        for (Frame frame = first; !frame.isLast(); ) {
            frame = peer.nextOfData();
            assertThat(frame.opcode()).isEqualTo(Peer.CONTINUATION);
            all.writeBytes(frame.payload());
        }
        byte[] payload = all.toByteArray();
        return new Message(first.opcode(), first.isCompressed() ? compression.inflate(payload) : payload);
    }

    /** After the last answer, only the answer to a Close frame may follow. */
    private void leave() throws IOException {
        assertThat(peer.closing(1000).nextOfData().closeCode()).isEqualTo(1000);
        assertThat(peer.untilEnd()).isEmpty();
    }
}
