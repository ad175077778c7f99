package io.hawser.standalone.loop;

import io.hawser.Settings;
import io.hawser.session.memory.Budget;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.SelectStrategy;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.internal.PlatformDependent;

/** The kind of I/O that a runtime uses: its sockets and its buffers. */
public enum Io {

    /** The fastest kind on this machine: epoll if it is available, and pooled buffers. */
    FASTEST {
        @Override
        IoHandlerFactory handlers() {
            return isNative()
                    ? RejoiningEpoll.newFactory(loop -> busyPolling((TurnLoop) loop))
                    : NioIoHandler.newFactory();
        }

        @Override
        public Class<? extends ServerSocketChannel> serverChannel() {
            return isNative() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        }

        @Override
        public Class<? extends SocketChannel> clientChannel() {
            return isNative() ? EpollSocketChannel.class : NioSocketChannel.class;
        }

        @Override
        public ByteBufAllocator allocator() {
            return Pool.OF_PROCESS;
        }

        @Override
        public ByteBuf outputBuffer(int size) {
            return LargeBuffers.allocate(size, Pool.OF_PROCESS);
        }
    },

    /**
     * The kind that can be unloaded together with its class loader. Not epoll: unloading the native library removes the
     * native methods of every other copy of Netty in the process. No pooled buffers: Netty's pools leave thread-local
     * variables in the threads of others, and register events with the JDK's flight recorder, which keeps the classes
     * of the events.
     */
    UNLOADABLE {
        @Override
        IoHandlerFactory handlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        public Class<? extends ServerSocketChannel> serverChannel() {
            return NioServerSocketChannel.class;
        }

        @Override
        public Class<? extends SocketChannel> clientChannel() {
            return NioSocketChannel.class;
        }

        @Override
        public ByteBufAllocator allocator() {
            return UnpooledByteBufAllocator.DEFAULT;
        }

        @Override
        public ByteBuf outputBuffer(int size) {
            return Unpooled.buffer(size, size);
        }
    };

    /**
     * The buffers that all loops of the process share. The pool keeps its memory in chunks. Netty's default chunks have
     * 4 MiB, and many of them would stay in memory for a few small buffers.
     */
    private static final class Pool {

        private static final int PAGE = 8 * 1024;
        /** The exponent of the number of pages in a chunk: a chunk has 1 MiB, four times the largest request. */
        private static final int CHUNK_ORDER = 7;

        private static final int ARENAS = Runtime.getRuntime().availableProcessors();

        private static final PooledByteBufAllocator OF_PROCESS = new PooledByteBufAllocator(
                true,
                Math.min(PooledByteBufAllocator.defaultNumHeapArena(), ARENAS),
                Math.min(PooledByteBufAllocator.defaultNumDirectArena(), ARENAS),
                PAGE,
                CHUNK_ORDER,
                PooledByteBufAllocator.defaultSmallCacheSize(),
                PooledByteBufAllocator.defaultNormalCacheSize(),
                PooledByteBufAllocator.defaultUseCacheForAllThreads());
    }

    private static final boolean OTHER_CORES = Runtime.getRuntime().availableProcessors() > 1;

    /** {@return a strategy that polls again while a runner leads, since no turn needs the processor then} */
    private static SelectStrategy busyPolling(TurnLoop loop) {
        return new BusyPolling(loop::hasTasks, OTHER_CORES ? loop::isLedByRunner : () -> false);
    }

    /** The budget of the containers whose settings have none. Created at its first use. */
    private static final class Shared {

        private static final Budget BUDGET = Budget.ofHeapAnd(PlatformDependent.maxDirectMemory());
    }

    /**
     * Returns the memory budget of a container.
     *
     * @param settings the settings of the container
     * @return its own budget, or the budget of the process if the settings have none
     */
    public static Budget budget(Settings settings) {
        return Budget.of(settings, Shared.BUDGET);
    }

    /** {@return whether {@link #FASTEST} uses epoll of Linux, rather than the selectors of the JDK} */
    public static boolean isNative() {
        return Epoll.isAvailable();
    }

    /**
     * Returns the kind of I/O for classes of a class loader.
     *
     * @param loader the class loader
     * @return {@link #FASTEST} for the class loaders of the system, which stay; {@link #UNLOADABLE} for others
     */
    public static Io ofClassesOf(ClassLoader loader) {
        for (ClassLoader lasting = ClassLoader.getSystemClassLoader(); lasting != null; lasting = lasting.getParent()) {
            if (lasting == loader) {
                return FASTEST;
            }
        }
        return UNLOADABLE;
    }

    /** {@return the factory of the handlers with which loops wait for their sockets} */
    abstract IoHandlerFactory handlers();

    /**
     * {@return whether the thread that runs user code may lead a loop} A late interrupt, which was meant for user code,
     * closes the channel that a thread uses, if the channel belongs to the JDK.
     */
    boolean runnersMayLead() {
        return serverChannel() == EpollServerSocketChannel.class;
    }

    /** {@return the class of channels that listen} */
    public abstract Class<? extends ServerSocketChannel> serverChannel();

    /** {@return the class of channels that connect} */
    public abstract Class<? extends SocketChannel> clientChannel();

    /** {@return the allocator of the channels' buffers} */
    public abstract ByteBufAllocator allocator();

    /**
     * Allocates a buffer for output. Any thread may call this, and release the buffer.
     *
     * @param size the capacity in bytes
     * @return the buffer
     */
    public abstract ByteBuf outputBuffer(int size);
}
