package io.hawser.standalone.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.DefaultSelectStrategyFactory;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RejoiningEpollTest {

    @BeforeEach
    void thereIsEpoll() {
        Assumptions.assumeTrue(Io.isNative());
    }

    @Test
    void whatHasLeftTheSetComesBack() throws Exception {
        try (Registered registered = new Registered(
                RejoiningEpoll.newFactory(loop -> DefaultSelectStrategyFactory.INSTANCE.newSelectStrategy()))) {
            for (int i = 0; i < 3; i++) {
                registered.submit(EpollIoOps.EPOLLIN);
                registered.submit(EpollIoOps.NONE);
                registered.submit(EpollIoOps.NONE);
            }
            registered.submit(EpollIoOps.EPOLLIN);
            registered.pipe[1].write(ByteBuffer.allocateDirect(1), 0, 1);
            assertThat(registered.readable.await(20, TimeUnit.SECONDS)).isTrue();

            assertThat(registered.registration.isValid()).isTrue();
            assertThat(registered.loop.submit(registered.registration::cancel).get())
                    .isTrue();
            assertThat(registered.submit(EpollIoOps.EPOLLIN)).isEqualTo(-1);
        }
    }

    /** If this test fails, {@link RejoiningEpoll} is no longer needed. */
    @Test
    void withNettyAloneItDoesNot() throws Exception {
        try (Registered registered = new Registered(EpollIoHandler.newFactory())) {
            registered.submit(EpollIoOps.EPOLLIN);
            registered.submit(EpollIoOps.NONE);
            assertThatThrownBy(() -> registered.submit(EpollIoOps.EPOLLIN))
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseInstanceOf(IOException.class);
        }
    }

    /** A pipe whose end for reading is registered. */
    private static final class Registered implements AutoCloseable {

        private final MultiThreadIoEventLoopGroup loops;
        private final IoEventLoop loop;
        private final FileDescriptor[] pipe = FileDescriptor.pipe();
        private final CountDownLatch readable = new CountDownLatch(1);
        private final IoRegistration registration;

        Registered(IoHandlerFactory handlers) throws Exception {
            loops = new MultiThreadIoEventLoopGroup(1, handlers);
            loop = loops.next();
            registration = loop.register(new EpollIoHandle() {
                        @Override
                        public FileDescriptor fd() {
                            return pipe[0];
                        }

                        @Override
                        public void handle(IoRegistration registration, IoEvent event) {
                            registration.submit(EpollIoOps.NONE);
                            readable.countDown();
                        }

                        @Override
                        public void close() throws IOException {
                            pipe[0].close();
                        }
                    })
                    .get();
        }

        long submit(EpollIoOps ops) throws Exception {
            return loop.submit(() -> registration.submit(ops)).get();
        }

        @Override
        public void close() throws IOException {
            loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
            pipe[0].close();
            pipe[1].close();
        }
    }
}
