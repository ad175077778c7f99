package io.hawser.standalone.server;

import io.hawser.Setting;
import io.hawser.Settings;
import io.hawser.log.Log;
import io.netty.channel.Channel;
import java.lang.System.Logger.Level;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Limits the connections of a server, and the connections of one address. Safe for all threads. */
public final class ConnectionLimits {

    private static final Log LOG = Log.of(ConnectionLimits.class);
    private static final long AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** The bytes of an IPv6 address that count: its /64 network, since a client usually has a whole network. */
    private static final int NETWORK_BYTES = 8;

    private final long most;
    private final long mostOfAddress;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentMap<InetAddress, Integer> openOf = new ConcurrentHashMap<>();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong nextLine = new AtomicLong(System.nanoTime());

    /**
     * Creates the limits of a server.
     *
     * @param settings the settings of the server
     */
    public ConnectionLimits(Settings settings) {
        this.most = limit(settings.maxConnections());
        this.mostOfAddress = limit(settings.maxConnectionsPerAddress());
    }

    private static long limit(int limit) {
        return limit == 0 ? Long.MAX_VALUE : limit;
    }

    /** Counts a connection until it closes. {@return whether it may stay; otherwise the caller closes it} */
    boolean admit(Channel channel) {
        InetAddress address =
                channel.remoteAddress() instanceof InetSocketAddress remote ? network(remote.getAddress()) : null;
        int all = open.incrementAndGet();
        int ofAddress = address == null || mostOfAddress == Long.MAX_VALUE ? 1 : openOf.merge(address, 1, Integer::sum);
        channel.closeFuture().addListener(closed -> {
            open.decrementAndGet();
            if (address != null) {
                openOf.computeIfPresent(address, (unused, count) -> count == 1 ? null : count - 1);
            }
        });
        if (all > most) {
            refused(Setting.MAX_CONNECTIONS, most, "the server has", address);
        } else if (ofAddress > mostOfAddress) {
            refused(Setting.MAX_CONNECTIONS_PER_ADDRESS, mostOfAddress, "one address has", address);
        }
        return all <= most && ofAddress <= mostOfAddress;
    }

    private static InetAddress network(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError("16 bytes are an address", e);
        }
    }

    /** Logs refused connections, at most once a minute. */
    private void refused(Setting setting, long limit, String who, InetAddress address) {
        refused.incrementAndGet();
        long now = System.nanoTime();
        long next = nextLine.get();
        if (now - next >= 0 && nextLine.compareAndSet(next, now + AGAIN_NANOS)) {
            LOG.log(
                    Level.WARNING,
                    who + " as many connections as the setting " + setting.key() + " (" + limit + ") allows: "
                            + refused.getAndSet(0) + " refused since the last such line, the latest from " + address
                            + "; more within a minute are not logged");
        }
    }

    /** {@return the number of connections that are open} */
    int open() {
        return open.get();
    }
}
