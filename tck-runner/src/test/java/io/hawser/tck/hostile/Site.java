package io.hawser.tck.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.SettingSource;
import io.hawser.Settings;
import io.hawser.standalone.HawserServer;
import io.hawser.tck.hostile.app.Endless;
import io.hawser.tck.hostile.app.HostileApp;
import io.hawser.tck.hostile.app.Reading;
import io.hawser.tck.servlet.Application;
import io.hawser.tck.servlet.Server;
import io.hawser.tck.servlet.War;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A server with the endpoints of {@link HostileApp}. */
abstract sealed class Site implements AutoCloseable {

    static final String CONTEXT = "/hostile";

    private static final AtomicInteger NAMES = new AtomicInteger();

    static Site standalone(Map<String, String> settings) throws Exception {
        Logged logged = new Logged();
        HawserServer server = HawserServer.builder()
                .host("127.0.0.1")
                .settings(defaults -> defaults.with(Settings.from(settings, SettingSource.SYSTEM_PROPERTY)))
                .start();
        server.deploy(List.of(HostileApp.class), CONTEXT);
        return new Standalone(server, logged);
    }

    static Site deployedTo(Server server, Map<String, String> settings) throws IOException {
        War war = server.war().classes(HostileApp.class, Endless.class, Reading.class);
        return new Deployed(server, server.deploy(CONTEXT, war.webXml(parameters(settings))));
    }

    private static String parameters(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> "<context-param><param-name>" + setting.getKey() + "</param-name><param-value>"
                        + setting.getValue() + "</param-value></context-param>")
                .collect(Collectors.joining());
    }

    abstract int port();

    /** {@return the bytes that its JVM holds after garbage collections, including buffers in use} */
    abstract long memory();

    /** {@return Hawser's log lines from INFO upwards, each with its level} */
    abstract List<String> log() throws IOException;

    abstract boolean isServletContainer();

    /** {@return the process of the server, which may be the process of the test} */
    abstract long pid();

    @Override
    public abstract void close();

    /** {@return a unique name for a connection} */
    static String name() {
        return "n" + NAMES.incrementAndGet();
    }

    /** Opens a TCP connection. */
    Peer connect() throws IOException {
        return new Peer(new Socket(InetAddress.getByName("127.0.0.1"), port()), this, name());
    }

    /** Opens a TCP connection with a small receive buffer. */
    private Peer connectNarrow() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4 * 1024);
        socket.connect(new InetSocketAddress("127.0.0.1", port()));
        return new Peer(socket, this, name());
    }

    /** Opens a session. */
    Peer open(String path) throws IOException {
        return connect().shakeHands(path);
    }

    /** Opens a session whose peer has a small receive buffer. */
    Peer openNarrow(String path) throws IOException {
        return connectNarrow().shakeHands(path);
    }

    /** Opens a session that may send compressed messages. */
    Peer openCompressed(String path) throws IOException {
        Peer peer = connect();
        peer.write(peer.handshake(path)
                .replace("\r\n\r\n", "\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n")
                .getBytes(US_ASCII));
        assertThat(peer.head()).startsWith("HTTP/1.1 101").containsIgnoringCase("permessage-deflate");
        return peer;
    }

    /** Opens a session that reports the other ones, and is affected if the server is. */
    Observer observer() throws IOException {
        return new Observer(open("/report"));
    }

    /** In this JVM. */
    private static final class Standalone extends Site {

        private final HawserServer server;
        private final Logged logged;

        Standalone(HawserServer server, Logged logged) {
            this.server = server;
            this.logged = logged;
        }

        @Override
        int port() {
            return server.port();
        }

        @Override
        long memory() {
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
                    + PooledByteBufAllocator.DEFAULT.pinnedDirectMemory();
        }

        @Override
        List<String> log() {
            return logged.lines();
        }

        @Override
        boolean isServletContainer() {
            return false;
        }

        @Override
        long pid() {
            return ProcessHandle.current().pid();
        }

        @Override
        public void close() {
            server.close();
            logged.close();
        }

        @Override
        public String toString() {
            return "standalone";
        }
    }

    /** In a separate JVM. */
    private static final class Deployed extends Site {

        /** The two lines of a record in the default format of java.util.logging. */
        private static final Pattern RECORD = Pattern.compile(" io\\.hawser\\.(?!examples).*\\R([A-Z]+: .*)");

        private final Server server;
        private final Application application;
        private final int before;

        Deployed(Server server, Application application) throws IOException {
            this.server = server;
            this.application = application;
            this.before = server.log().length();
        }

        @Override
        int port() {
            return server.port();
        }

        @Override
        long memory() {
            return Long.parseLong(server.memory().replaceFirst(".*heap=(\\d+).*", "$1"));
        }

        @Override
        List<String> log() throws IOException {
            return RECORD.matcher(server.log().substring(before))
                    .results()
                    .map(found -> found.group(1))
                    .toList();
        }

        @Override
        boolean isServletContainer() {
            return true;
        }

        @Override
        long pid() {
            return server.pid();
        }

        @Override
        public void close() {
            application.close();
        }

        @Override
        public String toString() {
            return server.toString();
        }
    }
}
