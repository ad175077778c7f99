package io.hawser.servlet;

import io.hawser.SettingSource;
import io.hawser.Settings;
import io.hawser.container.HawserServerContainer;
import io.hawser.container.RecordMethods;
import io.hawser.container.Selection;
import io.hawser.endpoint.SharedDefault;
import io.hawser.log.Log;
import io.hawser.servlet.quirks.JettyStop;
import io.hawser.servlet.quirks.ServerQuirks;
import io.hawser.servlet.quirks.Servers;
import io.hawser.servlet.transport.ConnectionGroup;
import io.hawser.servlet.transport.Worker;
import io.hawser.servlet.transport.Workers;
import io.hawser.thread.Polling;
import io.hawser.thread.Ticker;
import io.hawser.transport.ConnectorProvider;
import io.hawser.transport.OwnConnector;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One web application: its endpoints, their connections, its threads and its ticker. */
final class ServletApplication {

    private static final Log LOG = Log.of(ServletApplication.class);
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** The longest time that an endpoint can hold back its output by not returning. */
    private static final long HELD_BACK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /**
     * The time for which the ticker's thread stays while no tick is needed. It has to end, since an application that
     * has failed to start does not learn of its end. The time is longer than most pauses between connections, so that
     * few of them cost a new thread.
     */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /**
     * The time to wait for the handshakes that are under way. It is short, since not every container reports that the
     * client of such a handshake has gone.
     */
    private static final long HANDSHAKES_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** The time to wait for the end of aborted sessions and of threads. */
    private static final long CUT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final String name;
    private final Settings settings;
    private final ServerQuirks quirks;
    private final HawserServerContainer container;
    private final ClassLoader loader;
    private final ConnectorProvider clients;
    private final OwnConnector connector;
    private final Workers workers;
    private final Ticker ticker;
    private final Upgrades upgrades;
    private final HttpSessions httpSessions = new HttpSessions();
    private final ServerContexts contexts;
    private final ConnectionGroup connections;
    private final JettyStop jettyStop = new JettyStop(this::stop);
    private final AtomicBoolean stopped = new AtomicBoolean();

    private long lastTick = System.nanoTime();

    ServletApplication(ServletContext context) {
        this(context, Worker::new);
    }

    /**
     * Creates the application and its WebSocket container.
     *
     * @param context the context of the application
     * @param makers creates the application's threads
     */
    ServletApplication(ServletContext context, Worker.Maker makers) {
        this.name = name(context);
        this.settings = settings(context);
        this.quirks = Servers.of(context);
        this.loader = context.getClassLoader();
        this.contexts = new ServerContexts(loader);
        String threads = "hawser" + context.getContextPath();
        // First, since it may refuse the settings.
        this.workers = new Workers(threads, settings, makers, loader, this::tasksWait);
        this.clients = ConnectorProvider.of(loader);
        clients.beginShared(loader);
        // The application's own ticker also serves its outgoing connections.
        this.connector = clients.open(settings, now -> wakeClock());
        this.connections = new ConnectionGroup(name, settings, quirks, workers, this::wakeClock);
        this.upgrades = new Upgrades(this::container, connections, httpSessions, contexts, jettyStop);
        this.container = new HawserServerContainer(settings, context.getContextPath(), connector, loader, upgrades);
        ThreadFactory clock = task -> makers.make(task, threads + "-ticker", loader);
        this.ticker = new Ticker(clock, IDLE_NANOS, this::pause, this::tick, LOG);
    }

    /** {@return the name of an application in log lines: its context path, or a slash for the root} */
    static String name(ServletContext context) {
        return context.getContextPath().isEmpty() ? "/" : context.getContextPath();
    }

    private static Settings settings(ServletContext context) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : Collections.list(context.getInitParameterNames())) {
            parameters.put(parameter, context.getInitParameter(parameter));
        }
        return Settings.fromSystemProperties().with(Settings.from(parameters, SettingSource.INIT_PARAMETER));
    }

    HawserServerContainer container() {
        return container;
    }

    /** {@return the quirks of the server that runs the application} */
    ServerQuirks quirks() {
        return quirks;
    }

    Upgrades upgrades() {
        return upgrades;
    }

    HttpSessions httpSessions() {
        return httpSessions;
    }

    /** {@return the connections of the application} */
    ConnectionGroup connections() {
        return connections;
    }

    private void wakeClock() {
        ticker.wake();
    }

    /**
     * Deploys the classes that were found in the application.
     *
     * @throws ServletException if a class cannot be deployed: the application must not start in this case
     */
    void deploy(Collection<Class<?>> classes) throws ServletException {
        boolean deployed = false;
        try {
            container.inContext(() -> Selection.of(Archives.of(classes))).deployTo(container);
            deployed = true;
        } catch (DeploymentException e) {
            container.failDeployment(e);
            throw notDeployed(e);
        } finally {
            if (deployed) {
                SharedDefault.settle();
            } else {
                // If an application has not started, its listeners are not called at its end.
                stop();
            }
        }
    }

    /**
     * Ends the deployment phase.
     *
     * @throws ServletException if the deployment has failed in the meantime
     */
    void endDeployment() throws ServletException {
        try {
            container.endDeployment();
        } catch (DeploymentException e) {
            throw notDeployed(e);
        }
    }

    private static ServletException notDeployed(DeploymentException cause) {
        return new ServletException("the WebSocket endpoints cannot be deployed: " + cause.getMessage(), cause);
    }

    private boolean isBusy() {
        return !container.isIdle() || !connections.ending().isEmpty();
    }

    private long pause() {
        if (!isBusy() && !workers.isWaiting()) {
            // The lines that the log has counted are reported after a while, even if no connection is left.
            return Log.isCounting() ? TICK_NANOS : 0;
        }
        return workers.isAwake() ? HELD_BACK_NANOS : TICK_NANOS;
    }

    /** Hurries the ticker, since a task waits for a thread. The next tick may start one, and has to be soon. */
    private void tasksWait() {
        ticker.hurry(HELD_BACK_NANOS);
    }

    private void tick(long now) {
        ticker.guarded(() -> workers.tick(now));
        connections.pausedInput().forEach(input -> ticker.guarded(() -> input.tick(now)));
        if (now - lastTick >= TICK_NANOS) {
            lastTick = now;
            ticker.guarded(() -> container.tick(now));
            ticker.guarded(() -> httpSessions.tick(now));
            connections.ending().forEach(connection -> ticker.guarded(() -> connection.tick(now)));
        }
    }

    /** Closes all sessions, waits for them for a limited time, and ends the threads. */
    void stop() {
        if (!stopped.compareAndSet(false, true)) {
            return;
        }
        SharedDefault.settle();
        jettyStop.forget();
        container.shutdown();
        ticker.wake();
        // A client that has received 101 must receive a Close frame too. The container may send 101 before it passes
        // on the connection.
        Polling.await(() -> !container.isShakingHands(), HANDSHAKES_NANOS);
        if (!isQuietWithin(settings.shutdownTimeout().toNanos())) {
            container.abort(new IOException("the application at " + name + " was undeployed"));
            if (!isQuietWithin(CUT_NANOS)) {
                LOG.log(Level.WARNING, "threads are still blocked in endpoints of the application at {0}", name);
            }
        }
        connector.close();
        clients.endShared(loader);
        try {
            ticker.stop(CUT_NANOS);
            if (!workers.stop(CUT_NANOS)) {
                LOG.log(Level.WARNING, "threads of the application at {0} have not ended", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Log.sumUp();
        RecordMethods.forget();
    }

    private boolean isQuietWithin(long nanos) {
        return Polling.await(() -> !isBusy(), nanos);
    }

    @Override
    public String toString() {
        return name;
    }
}
