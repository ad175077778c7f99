package io.hawser.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class CollectedOutputTest {

    private final CollectedOutput output = new CollectedOutput();
    private final MessageWriter writer = new MessageWriter(new FrameWriter(Role.SERVER, new MaskKeys(), output));

    @Test
    void whatWasWrittenIsTakenOnceAndInOrder() throws ProtocolException {
        assertThat(output.take()).isEmpty();
        writer.text("one");
        writer.ping(ByteBuffer.wrap(Wire.bytes(1)));
        assertThat(output.take()).isEqualTo(Wire.bytes(0x81, 3, 'o', 'n', 'e', 0x89, 1, 1));
        assertThat(output.take()).isEmpty();
        writer.text("two");
        assertThat(output.take()).isEqualTo(Wire.bytes(0x81, 3, 't', 'w', 'o'));
    }

    @Test
    void framesOfAnySizeFollowEachOther() throws ProtocolException {
        Rooms expected = new Rooms();
        MessageWriter other = new MessageWriter(new FrameWriter(Role.SERVER, new MaskKeys(), expected));
        for (int size : new int[] {0, 125, 126, 1, 65_535, 65_536, 3}) {
            writer.binary(ByteBuffer.wrap(Wire.sample(size)));
            other.binary(ByteBuffer.wrap(Wire.sample(size)));
        }
        assertThat(output.take()).isEqualTo(expected.bytes());
    }

    @Test
    void theRoomIsAtLeastWhatIsWantedAndGrowsByDoubling() {
        assertThat(output.room(100).put(new byte[90]).remaining()).isEqualTo(10);
        assertThat(output.room(10).remaining()).isEqualTo(10);
        assertThat(output.room(11).remaining()).isEqualTo(110);
        assertThat(output.room(1000).remaining()).isEqualTo(1000);
        assertThat(output.take()).isEqualTo(new byte[90]);
    }
}
