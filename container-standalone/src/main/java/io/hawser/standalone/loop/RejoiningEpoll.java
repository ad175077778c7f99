package io.hawser.standalone.loop;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.SelectStrategy;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.util.function.Function;

/**
 * Netty's epoll handler, with a second registration of sockets that Netty has removed. Netty removes a socket from the
 * epoll set while the socket waits for no event, for example after the peer has ended its output. When the socket has
 * to wait later until it is writable, Netty modifies the entry, which no longer exists, and the write fails with
 * {@code ENOENT}.
 *
 * <p>This class can be removed when {@link EpollIoHandler} registers the socket again by itself. Netty 4.2.20 does not
 * (pull request 16689 has introduced the fault). {@code RejoiningEpollTest} fails when it does.
 */
final class RejoiningEpoll implements IoHandler {

    private final IoHandler epoll;

    private RejoiningEpoll(IoHandler epoll) {
        this.epoll = epoll;
    }

    /**
     * Returns a factory of handlers.
     *
     * @param strategy makes the strategy of a handler, for the executor that has it
     */
    static IoHandlerFactory newFactory(Function<? super ThreadAwareExecutor, SelectStrategy> strategy) {
        return executor -> new RejoiningEpoll(
                EpollIoHandler.newFactory(0, () -> strategy.apply(executor)).newHandler(executor));
    }

    @Override
    public void initialize() {
        epoll.initialize();
    }

    @Override
    public int run(IoHandlerContext context) {
        return epoll.run(context);
    }

    @Override
    public void prepareToDestroy() {
        epoll.prepareToDestroy();
    }

    @Override
    public void destroy() {
        epoll.destroy();
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return new Registration(handle);
    }

    @Override
    public void wakeup() {
        epoll.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return epoll.isCompatible(handleType);
    }

    /** The registration of a socket. Only the loop calls the methods, except for those that query or cancel. */
    private final class Registration implements IoRegistration {

        private final IoHandle handle;
        private volatile IoRegistration current;
        private boolean left;

        Registration(IoHandle handle) throws Exception {
            this.handle = handle;
            this.current = epoll.register(handle);
        }

        @Override
        public <T> T attachment() {
            return current.attachment();
        }

        @Override
        public long submit(IoOps ops) {
            boolean leaving = ops.equals(EpollIoOps.NONE);
            if (left && current.isValid()) {
                if (leaving) {
                    return EpollIoOps.NONE.value();
                }
                rejoin();
            }
            left = leaving;
            return current.submit(ops);
        }

        private void rejoin() {
            current.cancel();
            try {
                current = epoll.register(handle);
            } catch (Exception e) {
                throw new IllegalStateException("a socket cannot be registered with epoll", e);
            }
        }

        @Override
        public boolean isValid() {
            return current.isValid();
        }

        @Override
        public boolean cancel() {
            return current.cancel();
        }
    }
}
