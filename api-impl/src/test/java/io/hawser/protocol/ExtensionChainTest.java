package io.hawser.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtensionChainTest {

    private final List<String> closed = new ArrayList<>();

    /** Adds its name after the payload of sent frames, and before the payload of received frames. */
    private final class Naming implements FrameExtension {

        private final String name;
        private final int rsv;

        Naming(String name, int rsv) {
            this.name = name;
            this.rsv = rsv;
        }

        @Override
        public int rsv() {
            return rsv;
        }

        @Override
        public FrameSink incoming(FrameSink next) {
            return adding(next);
        }

        @Override
        public FrameSink outgoing(FrameSink next) {
            return adding(next);
        }

        @Override
        public void close() {
            closed.add(name);
        }

        private FrameSink adding(FrameSink next) {
            return new FrameSink() {
                @Override
                public void begin(Opcode opcode, boolean fin, int taken, long length) throws ProtocolException {
                    next.begin(opcode, fin, taken ^ rsv, length + name.length());
                }

                @Override
                public void payload(ByteBuffer bytes, boolean ascii) throws ProtocolException {
                    next.payload(bytes, ascii);
                }

                @Override
                public void end() throws ProtocolException {
                    next.payload(ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII)), true);
                    next.end();
                }
            };
        }
    }

    private final ExtensionChain chain = new ExtensionChain(List.of(new Naming("-first", 4), new Naming("-second", 1)));

    @Test
    void sentFramesPassTheFirstExtensionFirst() throws ProtocolException {
        RecordedFrames wire = new RecordedFrames();

        new MessageWriter(chain.outgoing(wire)).text("sent");

        assertThat(wire.frames)
                .containsExactly(RecordedFrames.Frame.of(Opcode.TEXT, true, 5, "sent-first-second".getBytes()));
    }

    @Test
    void receivedFramesPassTheFirstExtensionLast() throws ProtocolException {
        RecordedMessages messages = new RecordedMessages();
        FrameReader reader =
                new FrameReader(Role.CLIENT, chain.rsv(), -1, chain.incoming(new MessageReader(messages, -1, -1)));

        reader.read(ByteBuffer.wrap(Wire.frame(Role.SERVER, Wire.FIN | 0x50 | Wire.TEXT, "received")));

        assertThat(messages.events).containsExactly(RecordedMessages.textOf("received-second-first"));
    }

    @Test
    void theBitsOfAllExtensionsAreJoined() {
        assertThat(chain.rsv()).isEqualTo(5);
    }

    @Test
    void noExtensionsChangeNothing() {
        ExtensionChain none = new ExtensionChain(List.of());
        RecordedFrames sink = new RecordedFrames();

        assertThat(none.rsv()).isZero();
        assertThat(none.incoming(sink)).isSameAs(sink);
        assertThat(none.outgoing(sink)).isSameAs(sink);
    }

    @Test
    void allAreClosed() {
        chain.close();

        assertThat(closed).containsExactly("-first", "-second");
    }

    @Test
    void twoExtensionsWithTheSameBitAreRefused() {
        List<FrameExtension> both = List.of(new Naming("a", 4), new Naming("b", 6));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExtensionChain(both))
                .withMessageContaining("RSV");
    }

    /** Records its calls. */
    private static final class Told implements FrameExtension {

        private final List<Boolean> exempt = new ArrayList<>();
        private final boolean remembers;

        Told(boolean remembers) {
            this.remembers = remembers;
        }

        @Override
        public int rsv() {
            return 0;
        }

        @Override
        public FrameSink incoming(FrameSink next) {
            return next;
        }

        @Override
        public FrameSink outgoing(FrameSink next) {
            return next;
        }

        @Override
        public void exempt(boolean exempt) {
            this.exempt.add(exempt);
        }

        @Override
        public boolean remembersSent() {
            return remembers;
        }

        @Override
        public void close() {}
    }

    @Test
    void everyExtensionIsInformedOfExemptMessages() {
        Told first = new Told(false);
        Told second = new Told(false);
        ExtensionChain all = new ExtensionChain(List.of(first, new Naming("hears nothing", 0), second));
        all.exempt(true);
        all.exempt(false);
        assertThat(first.exempt).containsExactly(true, false);
        assertThat(second.exempt).containsExactly(true, false);
    }

    @Test
    void theChainRemembersWhatOneOfThemDoes() {
        assertThat(new ExtensionChain(List.of()).remembersSent()).isFalse();
        assertThat(new ExtensionChain(List.of(new Told(false), new Told(false))).remembersSent())
                .isFalse();
        assertThat(new ExtensionChain(List.of(new Told(false), new Told(true))).remembersSent())
                .isTrue();
        assertThat(new ExtensionChain(List.of(new Naming("by default", 0))).remembersSent())
                .isTrue();
    }
}
