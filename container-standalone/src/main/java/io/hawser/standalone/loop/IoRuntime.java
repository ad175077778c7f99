package io.hawser.standalone.loop;

import io.hawser.Setting;
import io.hawser.Settings;
import io.hawser.log.Log;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
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
 * The threads of a server, or of clients: event loops that do I/O, workers that run user code, and a ticker. Counts the
 * open connections.
 */
public final class IoRuntime {

    private static final int MAX_THREADS = 256;

    private final TurnLoopGroup loops;
    private final List<TurnLoop> loopList = new ArrayList<>();
    private final Workers workers;
    private final RuntimeTicks ticks;
    private final List<Thread> ioThreads = new CopyOnWriteArrayList<>();
    private final Io io;
    private final Set<Channel> connections = ConcurrentHashMap.newKeySet();

    /**
     * Starts threads that use the fastest kind of I/O.
     *
     * @param name the beginning of their names
     * @param daemon whether the process may end without them
     * @param settings the settings, with the numbers of threads
     * @param ticked called with the time, in nanoseconds, about ten times a second while there are connections
     * @param contextClassLoader the context class loader of the threads
     * @throws IllegalArgumentException if the settings leave no thread for user code, or want virtual threads that the
     *     JDK does not have; no thread was started then
     */
    public IoRuntime(
            String name, boolean daemon, Settings settings, LongConsumer ticked, ClassLoader contextClassLoader) {
        this(name, daemon, settings, ticked, new FreshThreads(contextClassLoader), Io.FASTEST);
    }

    /**
     * Starts threads.
     *
     * @param name the beginning of their names
     * @param daemon whether the process may end without them
     * @param settings the settings, with the numbers of threads
     * @param ticked called with the time, in nanoseconds, about ten times a second while there are connections
     * @param fresh creates the threads
     * @param io the kind of I/O
     * @throws IllegalArgumentException if the settings leave no thread for user code, or want virtual threads that the
     *     JDK does not have; no thread was started then
     */
    public IoRuntime(String name, boolean daemon, Settings settings, LongConsumer ticked, FreshThreads fresh, Io io) {
        this.io = io;
        int ioCount = numberOr(settings.ioThreads(), Runtime.getRuntime().availableProcessors());
        int maxThreads = numberOr(settings.maxThreads(), Math.max(MAX_THREADS, 2 * ioCount));
        if (maxThreads <= ioCount) {
            throw new IllegalArgumentException("setting " + Setting.MAX_THREADS.key() + " (" + maxThreads
                    + ") must be greater than " + Setting.IO_THREADS.key() + " (" + ioCount + ")");
        }
        workers = new Workers(name + "-worker", maxThreads, settings, fresh, this::ticksNeeded);
        ThreadFactory ioThreadFactory = new DefaultThreadFactory(name + "-io", daemon);
        loops = new TurnLoopGroup(
                ioCount,
                task -> {
                    Thread thread = fresh.make(() -> ioThreadFactory.newThread(task));
                    ioThreads.add(thread);
                    return thread;
                },
                io.handlers(),
                loop -> new BatchHandOff(loop, io.runnersMayLead(), workers),
                this::ticksNeeded);
        for (EventExecutor loop : loops) {
            loopList.add((TurnLoop) loop);
        }
        try {
            ticks = new RuntimeTicks(name + "-tick", loopList, workers, ticked, fresh);
        } catch (Throwable e) {
            // The ticker is needed to serve anything, and only this code can stop the threads that have been started.
            loopList.forEach(loop -> loop.turns().stop());
            workers.stop(0);
            throw e;
        }
    }

    private void ticksNeeded() {
        RuntimeTicks begun = ticks;
        if (begun != null) {
            begun.wake();
        }
    }

    private static int numberOr(int number, int otherwise) {
        return number == 0 ? otherwise : number;
    }

    /** {@return the kind of I/O of the loops} */
    public Io io() {
        return io;
    }

    /** {@return the event loops} */
    public EventLoopGroup loops() {
        return loops;
    }

    /** {@return the loop for the next connection} */
    public TurnLoop nextLoop() {
        return loops.next();
    }

    /** {@return the number of event loops} */
    public int ioThreads() {
        return loopList.size();
    }

    /** {@return the threads that run user code} */
    public Workers workers() {
        return workers;
    }

    /** Replaces the threads that have run user code, each as soon as it is idle. */
    public void renewWorkers() {
        workers.renew();
        loopList.forEach(loop -> loop.turns().renew());
    }

    /**
     * Counts a connection until it closes.
     *
     * @param channel the channel of the connection
     */
    public void add(Channel channel) {
        connections.add(channel);
        begin();
        channel.closeFuture().addListener(closed -> {
            connections.remove(channel);
            end();
        });
    }

    /** Adds a user of the ticker, which runs while there are any. */
    public void begin() {
        ticks.begin();
    }

    /** Removes a user of the ticker. */
    public void end() {
        ticks.end();
    }

    /** {@return the channels of the connections that are open now; a live view} */
    public Set<Channel> connections() {
        return connections;
    }

    /**
     * Closes all channels and ends the threads. May be called again, to wait longer.
     *
     * @param nanos the longest time to wait for turns that are running, in nanoseconds
     * @return whether every thread has ended, except for the calling one
     */
    public boolean stop(long nanos) {
        long end = System.nanoTime() + nanos;
        loopList.forEach(loop -> loop.stop(nanos));
        loops.terminationFuture().awaitUninterruptibly(nanos, TimeUnit.NANOSECONDS);
        loopList.forEach(loop -> loop.turns().stop());
        ticks.stop();
        workers.stop(end - System.nanoTime());
        try {
            for (Thread thread : threads()) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left > 0) {
                    thread.join(left);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Log.sumUp();
        return threads().isEmpty();
    }

    /** {@return the threads that have not ended, without the calling one} */
    public List<Thread> threads() {
        return Stream.of(ioThreads.stream(), workers.threads().stream(), Stream.of(ticks.thread()))
                .flatMap(threads -> threads)
                .filter(thread -> thread.isAlive() && !thread.equals(Thread.currentThread()))
                .toList();
    }
}
