package io.hawser.servlet.transport;

import io.hawser.Settings;
import io.hawser.servlet.quirks.PausedInput;
import io.hawser.servlet.quirks.ServerQuirks;
import io.hawser.thread.Turn;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The connections of one application: their shared threads and buffers, and the connections that the ticker checks. */
public final class ConnectionGroup {

    private final String name;
    private final Settings settings;
    private final ServerQuirks quirks;
    private final Workers workers;
    private final Runnable clock;
    private final ReadBuffers readBuffers = new ReadBuffers();
    private final Set<Ticked> ending = ConcurrentHashMap.newKeySet();
    private final Set<PausedInput> pausedInput = ConcurrentHashMap.newKeySet();

    /**
     * Creates a group without connections.
     *
     * @param name the name of the application in the log
     * @param settings the settings of the application
     * @param quirks the quirks of the server that runs the application
     * @param workers the threads of the application
     * @param clock starts the ticker of the application, if it does not run
     */
    public ConnectionGroup(String name, Settings settings, ServerQuirks quirks, Workers workers, Runnable clock) {
        this.name = name;
        this.settings = settings;
        this.quirks = quirks;
        this.workers = workers;
        this.clock = clock;
    }

    /** Starts the ticker, if it does not run: there is one more connection, or another object that needs ticks. */
    public void wake() {
        clock.run();
    }

    /**
     * Runs a turn of a connection on a thread of the application. Also starts the ticker, whose thread may have failed
     * to start before.
     *
     * @param turn the turn
     */
    public void execute(Turn turn) {
        wake();
        workers.execute(turn);
    }

    /** {@return whether the application has ended, and opens no connections} */
    public boolean hasEnded() {
        return workers.isStopped();
    }

    /** {@return the settings of the application} */
    Settings settings() {
        return settings;
    }

    /** {@return the quirks of the server that runs the application} */
    public ServerQuirks quirks() {
        return quirks;
    }

    /** {@return the threads of the application} */
    Workers workers() {
        return workers;
    }

    /** {@return the buffers for reads} */
    ReadBuffers readBuffers() {
        return readBuffers;
    }

    /** {@return the connections that are about to end} */
    public Set<Ticked> ending() {
        return ending;
    }

    /** {@return the input that is wanted again, and for which the container may not call} */
    public Set<PausedInput> pausedInput() {
        return pausedInput;
    }

    @Override
    public String toString() {
        return name;
    }
}
