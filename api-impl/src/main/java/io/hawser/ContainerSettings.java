package io.hawser;

import io.hawser.handshake.HostPolicy;
import java.time.Duration;

/**
 * What can be set in code for a whole container, beside what can be set for its sessions.
 *
 * @param <S> the type of the settings
 */
public abstract class ContainerSettings<S extends ContainerSettings<S>> extends SessionSettings<S> {

    ContainerSettings() {}

    /** {@return settings with another policy for hosts} */
    abstract S with(HostPolicy allowed);

    /**
     * Limits what all sessions of a container may hold of incomplete messages, of input that waits and of output that
     * waits. Beyond it those that hold the most are ended: with 1009 where it is input, with 1013 where it is output.
     *
     * @param bytes the most bytes; 0, the default, for a quarter of the heap, or of the memory for direct buffers where
     *     that is less and they are used, in common with all containers that say so
     * @return the new settings
     * @throws IllegalArgumentException if the number is negative; the message names setting and value
     */
    public S maxBufferedBytes(long bytes) {
        return with(Setting.MAX_BUFFERED_BYTES, bytes);
    }

    /**
     * Sets how long the opening handshake may take, TLS included. A standalone server waits as long for the next
     * request of a connection.
     *
     * @param timeout whole milliseconds, at least 1; 10 seconds by default
     * @return the new settings
     * @throws IllegalArgumentException if the time is below 1 ms, above 292 years, or no whole number of milliseconds;
     *     the message names setting and value
     */
    public S openTimeout(Duration timeout) {
        return with(Setting.OPEN_TIMEOUT, timeout);
    }

    /**
     * Sets how long a client may take to look a name up and to open a TCP connection.
     *
     * @param timeout whole milliseconds; 0, the default, where only {@link #openTimeout} bounds it
     * @return the new settings
     * @throws IllegalArgumentException if the time is negative, above 292 years, or no whole number of milliseconds;
     *     the message names setting and value
     */
    public S connectTimeout(Duration timeout) {
        return with(Setting.CONNECT_TIMEOUT, timeout);
    }

    /**
     * Limits the header of a request or a response that is accepted, its first line aside, which may be half as long.
     *
     * @param bytes the most bytes, from 1,000 to 16 Mi; 16 Ki by default
     * @return the new settings
     * @throws IllegalArgumentException if the number is out of range; the message names setting and value
     */
    public S maxHeaderSize(long bytes) {
        return with(Setting.MAX_HEADER_SIZE, bytes);
    }

    /**
     * Sets how long a server that stops, an application that is undeployed, or a shared client that is ended, waits for
     * its sessions to close.
     *
     * @param timeout whole milliseconds; 0 for not at all; 5 seconds by default
     * @return the new settings
     * @throws IllegalArgumentException if the time is negative, above 292 years, or no whole number of milliseconds;
     *     the message names setting and value
     */
    public S shutdownTimeout(Duration timeout) {
        return with(Setting.SHUTDOWN_TIMEOUT, timeout);
    }

    /**
     * Limits the connections of a standalone server. Those beyond are closed as soon as they are accepted.
     *
     * @param connections the most, those that speak HTTP included; 0, the default, for no limit
     * @return the new settings
     * @throws IllegalArgumentException if the number is negative; the message names setting and value
     */
    public S maxConnections(int connections) {
        return with(Setting.MAX_CONNECTIONS, (long) connections);
    }

    /**
     * Limits the connections of one address to a standalone server. Behind a proxy all of them are the proxy's.
     *
     * @param connections the most of one IPv4 address, or of one /64 network of IPv6; 0, the default, for no limit
     * @return the new settings
     * @throws IllegalArgumentException if the number is negative; the message names setting and value
     */
    public S maxConnectionsPerAddress(int connections) {
        return with(Setting.MAX_CONNECTIONS_PER_ADDRESS, (long) connections);
    }

    /**
     * Sets how many threads do I/O.
     *
     * @param threads up to 32,767; 0, the default, for as many as there are processors
     * @return the new settings
     * @throws IllegalArgumentException if the number is out of range; the message names setting and value
     */
    public S ioThreads(int threads) {
        return with(Setting.IO_THREADS, (long) threads);
    }

    /**
     * Limits the threads that may run endpoint code at once.
     *
     * @param threads up to 32,767; 0, the default, for 256, or twice {@link #ioThreads} if that is more
     * @return the new settings
     * @throws IllegalArgumentException if the number is out of range; the message names setting and value
     */
    public S maxThreads(int threads) {
        return with(Setting.MAX_THREADS, (long) threads);
    }

    /**
     * Sets by which names a server may be asked. Nobody else's page can then reach it by a name that leads to its
     * address (DNS rebinding). IP addresses, {@code localhost} and names below it are always let in. By default that is
     * all, where the standalone server listens on a loopback address, and every name elsewhere.
     *
     * @param patterns host names without a port; {@code *.example.com} for all names below a domain; {@code *} for
     *     every name. Blank ones are skipped
     * @return the new settings
     * @throws IllegalArgumentException if a pattern has another form; the message says what to write
     */
    public S allowedHosts(String... patterns) {
        return with(SettingReader.hosts(patterns, "setting " + SettingReader.ALLOWED_HOSTS));
    }
}
