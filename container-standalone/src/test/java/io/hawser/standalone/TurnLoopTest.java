package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TurnLoopTest {

    /** Netty forgets the channels of a loop that is shut down at such a moment. */
    @Test
    void aLoopThatIsStoppedAmongItsTasksClosesItsChannelsBeforeItEnds() throws Exception {
        try (Loopback loopback = new Loopback();
                RawPeer peer = loopback.connect()) {
            Loopback.End end = loopback.accepted();
            TurnLoop loop = (TurnLoop) end.channel().eventLoop();

            loop.execute(() -> loop.stop(TimeUnit.SECONDS.toNanos(20)));

            assertThat(loop.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
            assertThat(end.channel().closeFuture()).isDone();
            assertThat(peer.rest()).isEmpty();
        }
    }
}
