package io.hawser.servlet;

import io.hawser.container.ConnectorProvider;
import io.hawser.container.HawserServerContainer;
import io.hawser.container.OwnConnector;
import io.hawser.container.RecordMethods;
import io.hawser.container.Selection;
import io.hawser.session.Setting;
import io.hawser.session.SettingSource;
import io.hawser.session.Settings;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** One web application: its endpoints, their connections, and the threads that run them. */
final class ServletApplication {

    private static final Logger LOG = System.getLogger(ServletApplication.class.getPackageName());
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** How long an endpoint may keep back, by not returning, what it has sent. */
    private static final long HELD_BACK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /** What threads and sessions that were cut are given to end. */
    private static final long CUT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final String name;
    private final Settings settings;
    private final ServerTraits traits;
    private final HawserServerContainer container;
    private final ClassLoader loader;
    private final ConnectorProvider clients;
    private final OwnConnector connector;
    private final Workers workers;
    private final Ticker ticker;
    private final Upgrades upgrades = new Upgrades(this);
    private final HttpSessions httpSessions = new HttpSessions();
    private final ServerContexts contexts;
    private final ReadBuffers readBuffers = new ReadBuffers();
    private final Set<ServletTransport> closing = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private long lastTick = System.nanoTime();

    ServletApplication(ServletContext context) {
        this.name = name(context);
        this.settings = settings(context);
        this.traits = ServerTraits.of(context);
        this.loader = context.getClassLoader();
        this.contexts = new ServerContexts(loader);
        this.clients = ConnectorProvider.of(loader);
        // The application's own ticker asks its outgoing connections too.
        this.connector = clients.open(settings, now -> connectionBegins());
        this.container = new HawserServerContainer(settings, context.getContextPath(), connector, loader, upgrades);
        this.workers = new Workers("hawser" + context.getContextPath(), settings, loader);
        String clock = "hawser" + context.getContextPath() + "-ticker";
        this.ticker = new Ticker(clock, loader, Ticker.IDLE_NANOS, this::pause, this::tick);
    }

    /** {@return what log lines call an application: its context path, a slash for the root} */
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

    Settings settings() {
        return settings;
    }

    ServerTraits traits() {
        return traits;
    }

    Workers workers() {
        return workers;
    }

    Upgrades upgrades() {
        return upgrades;
    }

    HttpSessions httpSessions() {
        return httpSessions;
    }

    ServerContexts contexts() {
        return contexts;
    }

    ReadBuffers readBuffers() {
        return readBuffers;
    }

    /** {@return the connections that are about to end} */
    Set<ServletTransport> closing() {
        return closing;
    }

    /** There is one more connection. */
    void connectionBegins() {
        ticker.wake();
    }

    /**
     * Deploys what was found in the application.
     *
     * @throws ServletException where something is wrong with it: the application must not start
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
                SharedDefault.forget();
            } else {
                // Nobody tells the listeners of an application that has not started of its end.
                stop();
            }
        }
    }

    /**
     * Ends the deployment phase.
     *
     * @throws ServletException where the deployment has failed meanwhile
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
        return !container.isIdle() || !closing.isEmpty();
    }

    private long pause() {
        if (!isBusy()) {
            return 0;
        }
        return workers.isAwake() ? HELD_BACK_NANOS : TICK_NANOS;
    }

    private void tick(long now) {
        workers.writeHeldBack();
        if (now - lastTick >= TICK_NANOS) {
            lastTick = now;
            container.tick(now);
            httpSessions.tick(now);
            closing.forEach(transport -> transport.tick(now));
        }
    }

    /** Closes all sessions, waits for them within bounds, and ends the threads. */
    void stop() {
        if (!stopped.compareAndSet(false, true)) {
            return;
        }
        SharedDefault.forget();
        container.shutdown();
        ticker.wake();
        if (!isQuietWithin(settings.nanos(Setting.SHUTDOWN_TIMEOUT))) {
            container.abort(new IOException("the application at " + name + " was undeployed"));
            if (!isQuietWithin(CUT_NANOS)) {
                LOG.log(Level.WARNING, "threads are still blocked in endpoints of the application at {0}", name);
            }
        }
        connector.close();
        if (SharedClientEnd.isOf(clients, loader)) {
            clients.endShared();
        }
        try {
            ticker.stop(CUT_NANOS);
            if (!workers.stop(CUT_NANOS)) {
                LOG.log(Level.WARNING, "threads of the application at {0} have not ended", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        RecordMethods.forget();
    }

    private boolean isQuietWithin(long nanos) {
        long begun = System.nanoTime();
        while (isBusy()
                && System.nanoTime() - begun < nanos
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, POLL_NANOS);
        }
        return !isBusy();
    }

    @Override
    public String toString() {
        return name;
    }
}
