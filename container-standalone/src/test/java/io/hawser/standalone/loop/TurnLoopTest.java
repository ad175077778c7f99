package io.hawser.standalone.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.standalone.RawPeer;
import io.hawser.standalone.channel.Loopback;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TurnLoopTest {

    /** Netty does not close all channels of a loop that is shut down at such a moment. */
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

    /** The tick that checks deadlines may come at any moment, also while the loop ends. */
    @Test
    void deadlinesThatAreDueWhileALoopEndsDoNotFailIt() throws Exception {
        try (Loopback loopback = new Loopback();
                RawPeer peer = loopback.connect()) {
            TurnLoop loop = (TurnLoop) loopback.accepted().channel().eventLoop();
            CompletableFuture<Throwable> failure = new CompletableFuture<>();
            Thread thread = ownThread(loop);
            thread.setUncaughtExceptionHandler((failed, thrown) -> failure.complete(thrown));
            loop.execute(() -> {
                loop.deadlines().in(TimeUnit.HOURS.toNanos(1), () -> {});
                loop.stop(TimeUnit.SECONDS.toNanos(20));
                checkDeadlinesWhenStopping(loop);
            });

            assertThat(loop.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
            assertThat(peer.rest()).isEmpty();
            thread.join();
            assertThat(failure).isNotDone();
        }
    }

    private static Thread ownThread(TurnLoop loop) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getId() == loop.threadProperties().id())
                .findAny()
                .orElseThrow();
    }

    private static void checkDeadlinesWhenStopping(TurnLoop loop) {
        if (loop.isShuttingDown()) {
            loop.checkDeadlines();
        } else {
            loop.execute(() -> checkDeadlinesWhenStopping(loop));
        }
    }

    @Test
    void whatHasComeInTimeIsReadBeforeADeadlineIsLookedAtByALoopThatIsLate() throws Exception {
        try (Loopback loopback = new Loopback();
                RawPeer peer = loopback.connect()) {
            Loopback.End end = loopback.accepted();
            TurnLoop loop = (TurnLoop) end.channel().eventLoop();
            BlockingQueue<String> happened = new LinkedBlockingQueue<>();
            end.channel().pipeline().addFirst(new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext ctx, Object msg) {
                    happened.add("read");
                    ctx.fireChannelRead(msg);
                }
            });

            loop.submit(() -> {
                        loop.deadlines().in(0, () -> happened.add("deadline"));
                        peer.send(RawPeer.frame("in time"));
                        loop.checkDeadlines();
                        return null;
                    })
                    .get();

            assertThat(happened.take()).isEqualTo("read");
            assertThat(happened.take()).isEqualTo("deadline");
        }
    }
}
