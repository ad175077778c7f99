package io.hawser.standalone;

import io.hawser.session.Setting;
import io.hawser.session.Settings;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * The threads of a server, or of the clients of this process: loops that do I/O, workers that run user code, and one
 * that ticks.
 */
final class IoRuntime {

    private static final int MAX_THREADS = 256;

    private final TurnLoop.Group loops;
    private final List<TurnLoop> loopList = new ArrayList<>();
    private final Workers workers;
    private final Ticker ticker;
    private final List<Thread> ioThreads = new CopyOnWriteArrayList<>();
    private final Io io;
    private final Set<Channel> connections = ConcurrentHashMap.newKeySet();

    /** As the other one, with the fastest I/O. */
    IoRuntime(String name, boolean daemon, Settings settings, LongConsumer ticked, ClassLoader contextClassLoader) {
        this(name, daemon, settings, ticked, contextClassLoader, Io.FASTEST);
    }

    /**
     * Starts threads.
     *
     * @param name what their names begin with
     * @param daemon whether the process may end without them
     * @param settings say how many
     * @param ticked what wants to know the time about ten times a second while there are connections
     * @param contextClassLoader the context class loader of its threads
     * @param io what its loops work with
     * @throws IllegalArgumentException where the settings leave no thread for user code; nothing was started
     */
    IoRuntime(
            String name,
            boolean daemon,
            Settings settings,
            LongConsumer ticked,
            ClassLoader contextClassLoader,
            Io io) {
        this.io = io;
        int ioCount = number(settings, Setting.IO_THREADS, Runtime.getRuntime().availableProcessors());
        int maxThreads = number(settings, Setting.MAX_THREADS, Math.max(MAX_THREADS, 2 * ioCount));
        if (maxThreads <= ioCount) {
            throw new IllegalArgumentException("setting " + Setting.MAX_THREADS.key() + " (" + maxThreads
                    + ") must be greater than " + Setting.IO_THREADS.key() + " (" + ioCount + ")");
        }
        FreshThreads fresh = new FreshThreads(contextClassLoader);
        workers = new Workers(name + "-worker", maxThreads, fresh);
        ThreadFactory ioThreadFactory = new DefaultThreadFactory(name + "-io", daemon);
        loops = new TurnLoop.Group(
                ioCount,
                task -> {
                    Thread thread = fresh.make(() -> ioThreadFactory.newThread(task));
                    ioThreads.add(thread);
                    return thread;
                },
                io.handlers(),
                loop -> new BatchHandOff(loop::inEventLoop, workers));
        for (EventExecutor loop : loops) {
            loopList.add((TurnLoop) loop);
        }
        ticker = new Ticker(name + "-tick", loopList, ticked, fresh);
    }

    private static int number(Settings settings, Setting setting, int otherwise) {
        int number = (int) settings.get(setting);
        return number == 0 ? otherwise : number;
    }

    /** {@return whether Linux's epoll serves, rather than the selectors of the JDK} */
    static boolean isNative() {
        return Epoll.isAvailable();
    }

    static Class<? extends ServerSocketChannel> serverChannel() {
        return isNative() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /** {@return what its loops work with} */
    Io io() {
        return io;
    }

    EventLoopGroup loops() {
        return loops;
    }

    TurnLoop nextLoop() {
        return loops.next();
    }

    int ioThreads() {
        return loopList.size();
    }

    Workers workers() {
        return workers;
    }

    /** Has every thread that has run user code be replaced as soon as it has nothing to do. */
    void renewWorkers() {
        workers.renew();
        loopList.forEach(loop -> loop.turns().renew());
    }

    /** Counts a connection, until it closes. */
    void add(Channel channel) {
        connections.add(channel);
        begin();
        channel.closeFuture().addListener(closed -> {
            connections.remove(channel);
            end();
        });
    }

    /** There is one more who needs the clock. */
    void begin() {
        ticker.begin();
    }

    /** There is one less who needs the clock. */
    void end() {
        ticker.end();
    }

    /** {@return the connections that are open now; a live view} */
    Set<Channel> connections() {
        return connections;
    }

    /**
     * Ends everything: closes what is open, and ends the threads. May be called again, to wait longer.
     *
     * @param nanos how long to wait for turns that are under way
     * @return whether every thread has ended, but for the calling one
     */
    boolean stop(long nanos) {
        long end = System.nanoTime() + nanos;
        loopList.forEach(loop -> loop.stop(nanos));
        loops.terminationFuture().awaitUninterruptibly(nanos, TimeUnit.NANOSECONDS);
        loopList.forEach(loop -> loop.turns().stop());
        ticker.stop();
        workers.stop(end - System.nanoTime());
        try {
            for (Thread thread : threads()) {
                // One more, since 0 would be for ever.
                thread.join(Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) + 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return threads().isEmpty();
    }

    /** {@return its threads that have not ended, without the calling one} */
    List<Thread> threads() {
        return Stream.of(ioThreads.stream(), workers.threads().stream(), Stream.of(ticker.thread()))
                .flatMap(threads -> threads)
                .filter(thread -> thread.isAlive() && !thread.equals(Thread.currentThread()))
                .toList();
    }
}
