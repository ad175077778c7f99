package io.hawser.standalone.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.standalone.Logged;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AcceptFailuresTest {

    private final AtomicLong now = new AtomicLong();
    private final EmbeddedChannel channel = new EmbeddedChannel(new AcceptFailures(now::get));

    private void fail(int seconds) {
        for (int i = 0; i < seconds; i++) {
            now.addAndGet(TimeUnit.SECONDS.toNanos(1));
            channel.pipeline()
                    .fireExceptionCaught(new IOException("accept(..) failed with error(-24): Too many open files"));
        }
    }

    @Test
    void aLackOfDescriptorsIsToldOnceForAsLongAsItLasts() {
        try (Logged logged = new Logged()) {
            fail(100);
            channel.checkException();
            assertThat(logged.linesWith("they cannot be accepted"))
                    .singleElement()
                    .asString()
                    .contains(": Too many open files. ")
                    .contains("ulimit -n", "setting maxConnections");
            now.addAndGet(TimeUnit.MINUTES.toNanos(1));
            fail(100);
            assertThat(logged.linesWith("they cannot be accepted")).hasSize(2);
        }
    }
}
