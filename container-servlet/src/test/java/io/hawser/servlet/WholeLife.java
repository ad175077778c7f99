package io.hawser.servlet;

import io.hawser.HawserSession;
import io.hawser.servlet.FakeConnection.Kind;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import java.net.URI;
import java.security.Principal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * An application from its deployment to its end: conversations, errors, refusals, clients, and log lines of every
 * level. Uses no test libraries, since these could keep classes in memory.
 */
public final class WholeLife implements Runnable {

    private static final String[][] REFUSED = {
        {"Origin", "https://evil.example"},
        {"Origin", "null"},
        {"Origin", "not an origin"},
        {"Sec-WebSocket-Version", "12"},
        {"Sec-WebSocket-Key", "short"},
        {"Connection", "close"},
        {"Sec-WebSocket-Extensions", "=;"},
        {"Sec-WebSocket-Protocol", "a,,\u00e9"},
    };

    private static final String[][] ACCEPTED = {
        {"Origin", "http://localhost"},
        {"Origin", "http://LOCALHOST:80"},
        {"Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits, x-other; a=b"},
        {"Sec-WebSocket-Protocol", "a, b"},
    };

    /** Created by name, in a separate class loader. */
    public WholeLife() {}

    @Override
    public void run() {
        Logger logger = Logger.getLogger("io.hawser");
        Level before = logger.getLevel();
        boolean parents = logger.getUseParentHandlers();
        Handler lines = new Lines();
        logger.setLevel(Level.ALL);
        logger.setUseParentHandlers(false);
        logger.addHandler(lines);
        try {
            for (Kind kind : Kind.values()) {
                live(kind);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            logger.removeHandler(lines);
            logger.setUseParentHandlers(parents);
            logger.setLevel(before);
        }
    }

    /** Formats each line, and drops it. */
    private static final class Lines extends Handler {

        private final Formatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord logged) {
            if (formatter.format(logged).isEmpty()) {
                throw new IllegalStateException("an empty line");
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /** Uses an object from Hawser like an application. */
    private static void lookAt(Object given) {
        Map<Object, String> all = new HashMap<>();
        all.put(given, given.toString());
        all.put(new Object(), "");
        if (!all.containsKey(given) || given.equals(new Object())) {
            throw new IllegalStateException("not equal to itself: " + given);
        }
    }

    /** Connects to a port without a server. */
    @ClientEndpoint
    public static final class Nobody {}

    private static void until(BooleanSupplier condition) {
        long begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begun > 30_000_000_000L) {
                throw new IllegalStateException("nothing happens");
            }
            Thread.onSpinWait();
        }
    }

    private static void live(Kind kind) throws Exception {
        FakeContext context = new FakeContext(kind.mark, WholeLife.class.getClassLoader());
        FakeServer server = new FakeServer(kind, new Random(kind.ordinal()), context, Set.of(Echo.class));
        try {
            for (String[] header : REFUSED) {
                refused(server, header);
            }
            List<FakeConnection> open = new ArrayList<>();
            FakeHttpSession session = new FakeHttpSession("session");
            for (String[] header : ACCEPTED) {
                open.add(connect(server, kind + header[1].replaceAll("\\W", ""), header, session));
            }
            converse(open);
            errors(server, kind);
            session.ended = true;
            context.sessionDestroyed(session.session);
            client(context);
            open.forEach(FakeConnection::endInput);
            until(() -> server.application.container().isIdle()
                    && server.application.connections().ending().isEmpty());
        } finally {
            server.close();
        }
    }

    private static void refused(FakeServer server, String[] header) throws Exception {
        FakeRequest request = FakeRequest.upgrade().header(header[0], header[1]);
        FakeResponse response = new FakeResponse();
        server.context.filter.doFilter(request.request, response.response, (left, right) -> {});
        request.servletPath = "/elsewhere";
        server.context.filter.doFilter(request.request, response.response, (left, right) -> {});
    }

    private static FakeConnection connect(FakeServer server, String query, String[] header, FakeHttpSession session)
            throws Exception {
        FakeRequest request = FakeRequest.upgrade().header(header[0], header[1]);
        request.query = query;
        request.session = session.session;
        Principal user = () -> "ann";
        request.principal = user;
        FakeConnection connection = server.connect(request, new FakeResponse());
        until(() -> Echo.heard(query).session != null);
        Session opened = Echo.heard(query).session;
        lookAt(opened);
        lookAt(opened.getRequestURI());
        lookAt(opened.getUserProperties());
        lookAt(opened.getContainer());
        opened.getNegotiatedExtensions().forEach(extension -> {
            lookAt(extension);
            extension.getParameters().forEach(WholeLife::lookAt);
        });
        opened.getContainer().getInstalledExtensions().forEach(WholeLife::lookAt);
        lookAt(HawserSession.of(opened).requestHeaders());
        lookAt(opened.getOpenSessions());
        return connection;
    }

    private static void converse(List<FakeConnection> open) {
        for (FakeConnection connection : open) {
            connection.send(Frames.text("hello"));
            connection.send(Frames.client(0x01, new byte[] {'a'}));
            connection.send(Frames.client(0x89, new byte[] {'p'}));
            connection.send(Frames.client(0x80, new byte[] {'b'}));
            connection.send(Frames.client(0x82, new byte[] {1, 2}));
            connection.send(Frames.text("patient"));
        }
        open.forEach(connection -> until(() -> connection.received().size() >= 2));
        open.get(0).send(Frames.close(1000));
        open.get(1).die();
    }

    private static void errors(FakeServer server, Kind kind) throws Exception {
        FakeConnection failing = server.connect("throws-" + kind);
        until(() -> Echo.heard("throws-" + kind).closed() > 0);
        failing.endInput();
        FakeConnection wrong = server.connect("wrong-" + kind);
        wrong.send(new byte[] {(byte) 0xFF, 0, 0, 0});
        until(() -> Echo.heard("wrong-" + kind).closed() > 0);
        wrong.endInput();
        FakeConnection garbled = server.connect("garbled-" + kind);
        garbled.send(Frames.client(0x81, new byte[] {(byte) 0xC0}));
        until(() -> Echo.heard("garbled-" + kind).closed() > 0);
        garbled.endInput();
    }

    private static void client(FakeContext context) {
        ServerContainer container =
                (ServerContainer) context.attributes.get("jakarta.websocket.server.ServerContainer");
        failsToConnect(() -> container.connectToServer(Nobody.class, URI.create("ws://127.0.0.1:1/")));
        failsToConnect(() -> ContainerProvider.getWebSocketContainer()
                .connectToServer(Nobody.class, URI.create("ws://127.0.0.1:1")));
    }

    private static void failsToConnect(Callable<Session> attempt) {
        try {
            attempt.call();
        } catch (Exception e) {
            return;
        }
        throw new IllegalStateException("somebody was there");
    }
}
