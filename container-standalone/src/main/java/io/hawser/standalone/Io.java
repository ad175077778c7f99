package io.hawser.standalone;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/** What the loops of a runtime work with. */
enum Io {

    /** The fastest there is on this machine. */
    FASTEST {
        @Override
        IoHandlerFactory handlers() {
            return IoRuntime.isNative() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        }

        @Override
        Class<? extends SocketChannel> clientChannel() {
            return IoRuntime.isNative() ? EpollSocketChannel.class : NioSocketChannel.class;
        }

        @Override
        ByteBufAllocator allocator() {
            return PooledByteBufAllocator.DEFAULT;
        }

        @Override
        ByteBuf room(int size) {
            return PooledByteBufAllocator.DEFAULT.directBuffer(size);
        }
    },

    /**
     * What goes with its class loader. Not epoll: a native library that is unloaded takes away the native methods of
     * every other copy of Netty in the process. No pool: threads of others take and give back output, and Netty's pools
     * leave something in each of them; and they tell the JDK's flight recorder of events, whose classes it keeps.
     */
    UNLOADABLE {
        @Override
        IoHandlerFactory handlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        Class<? extends SocketChannel> clientChannel() {
            return NioSocketChannel.class;
        }

        @Override
        ByteBufAllocator allocator() {
            return UnpooledByteBufAllocator.DEFAULT;
        }

        @Override
        ByteBuf room(int size) {
            return Unpooled.buffer(size, size);
        }
    };

    /** {@return what to use in classes that a class loader has loaded: those of the system stay, others may go} */
    static Io ofClassesOf(ClassLoader loader) {
        for (ClassLoader lasting = ClassLoader.getSystemClassLoader(); lasting != null; lasting = lasting.getParent()) {
            if (lasting == loader) {
                return FASTEST;
            }
        }
        return UNLOADABLE;
    }

    /** {@return what makes a loop wait for its sockets} */
    abstract IoHandlerFactory handlers();

    /** {@return the kind of sockets that connect} */
    abstract Class<? extends SocketChannel> clientChannel();

    /** {@return where channels get their buffers} */
    abstract ByteBufAllocator allocator();

    /** {@return room for output; may be called, and given back, by any thread} */
    abstract ByteBuf room(int size);
}
