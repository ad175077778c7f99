package io.hawser;

import io.hawser.handshake.HostPolicy;
import java.time.Duration;

/**
 * The settings for a whole container, as methods for code. The settings for its sessions are inherited.
 *
 * @param <S> the type of the settings
 */
public abstract class ContainerSettings<S extends ContainerSettings<S>> extends SessionSettings<S> {

    ContainerSettings() {}

    /** {@return settings with another policy for hosts} */
    abstract S with(HostPolicy allowed);

    /**
     * Sets how many bytes all sessions of a container may hold together: incomplete messages, waiting input and waiting
     * output. If there are more, the sessions that hold the most are ended first: with 1009 if they hold mostly input,
     * with 1013 if they hold mostly output.
     *
     * @param bytes the most bytes; 0, the default, for a quarter of the heap, or of the memory for direct buffers if
     *     that is less and they are used. All containers with the value 0 share this amount
     * @return the new settings
     * @throws IllegalArgumentException if the number is negative; the message names setting and value
     */
    public S maxBufferedBytes(long bytes) {
        return with(Setting.MAX_BUFFERED_BYTES, bytes);
    }

    /**
     * Sets how long the opening handshake may take, TLS included. A standalone server also waits this long for the next
     * request of a connection.
     *
     * @param timeout whole milliseconds, at least 1; 10 seconds by default
     * @return the new settings
     * @throws IllegalArgumentException if the time is below 1 ms, above 292 years, or not a whole number of
     *     milliseconds; the message names setting and value
     */
    public S openTimeout(Duration timeout) {
        return with(Setting.OPEN_TIMEOUT, timeout);
    }

    /**
     * Sets how long a client may take to look up a name and to open a TCP connection.
     *
     * @param timeout whole milliseconds; 0, the default, if only {@link #openTimeout} limits it
     * @return the new settings
     * @throws IllegalArgumentException if the time is negative, above 292 years, or not a whole number of milliseconds;
     *     the message names setting and value
     */
    public S connectTimeout(Duration timeout) {
        return with(Setting.CONNECT_TIMEOUT, timeout);
    }

    /**
     * Sets the size of the largest accepted header of a request or a response. The first line may have half as many
     * bytes in addition.
     *
     * @param bytes the most bytes, from 1,000 to 16 Mi; 16 Ki by default
     * @return the new settings
     * @throws IllegalArgumentException if the number is out of range; the message names setting and value
     */
    public S maxHeaderSize(long bytes) {
        return with(Setting.MAX_HEADER_SIZE, bytes);
    }

    /**
     * Sets how long a stopping server, an undeployed application or a stopping shared client waits for its sessions to
     * close.
     *
     * @param timeout whole milliseconds; 0 if it does not wait; 5 seconds by default
     * @return the new settings
     * @throws IllegalArgumentException if the time is negative, above 292 years, or not a whole number of milliseconds;
     *     the message names setting and value
     */
    public S shutdownTimeout(Duration timeout) {
        return with(Setting.SHUTDOWN_TIMEOUT, timeout);
    }

    /**
     * Sets how many connections a standalone server may have. Further connections are closed as soon as they are
     * accepted.
     *
     * @param connections the most connections, including HTTP connections; 0, the default, for no limit
     * @return the new settings
     * @throws IllegalArgumentException if the number is negative; the message names setting and value
     */
    public S maxConnections(int connections) {
        return with(Setting.MAX_CONNECTIONS, (long) connections);
    }

    /**
     * Sets how many connections a standalone server may have from one address. Behind a proxy all connections come from
     * the address of the proxy.
     *
     * @param connections the most connections from one IPv4 address, or from one /64 network of IPv6; 0, the default,
     *     for no limit
     * @return the new settings
     * @throws IllegalArgumentException if the number is negative; the message names setting and value
     */
    public S maxConnectionsPerAddress(int connections) {
        return with(Setting.MAX_CONNECTIONS_PER_ADDRESS, (long) connections);
    }

    /**
     * Sets the number of I/O threads.
     *
     * @param threads up to 32,767; 0, the default, for the number of processors
     * @return the new settings
     * @throws IllegalArgumentException if the number is out of range; the message names setting and value
     */
    public S ioThreads(int threads) {
        return with(Setting.IO_THREADS, (long) threads);
    }

    /**
     * Sets how many platform threads may run endpoint code at once.
     *
     * @param threads up to 32,767; 0, the default, for 256, or for twice {@link #ioThreads} if that is more
     * @return the new settings
     * @throws IllegalArgumentException if the number is out of range; the message names setting and value
     */
    public S maxThreads(int threads) {
        return with(Setting.MAX_THREADS, (long) threads);
    }

    /**
     * Sets whether methods of endpoints run on virtual threads once they are known to block. Methods that are slow
     * because they compute stay on platform threads, unless all of these are taken.
     *
     * @param on whether they do; {@code true} by default from JDK 24 on. On JDK 21 to 23, a method that waits within
     *     {@code synchronized} holds up other virtual threads of the process. A container does not start with
     *     {@code true} before JDK 21
     * @return the new settings
     */
    public S virtualThreads(boolean on) {
        return with(Setting.VIRTUAL_THREADS, on);
    }

    /**
     * Sets how many virtual threads may run endpoint code at once, besides those of {@link #maxThreads}.
     *
     * @param threads the most virtual threads; 16,384 by default
     * @return the new settings
     * @throws IllegalArgumentException if the number is not positive; the message names setting and value
     */
    public S maxVirtualThreads(int threads) {
        return with(Setting.MAX_VIRTUAL_THREADS, (long) threads);
    }

    /**
     * Sets the host names that requests may use. A foreign page then cannot reach the server by a name that resolves to
     * the server's address (DNS rebinding). IP addresses, {@code localhost} and names below it are always allowed. By
     * default a standalone server on a loopback address allows no other names, and every other server allows all names.
     *
     * @param patterns host names without a port; {@code *.example.com} for all names below a domain; {@code *} for
     *     every name. Blank patterns are skipped
     * @return the new settings
     * @throws IllegalArgumentException if a pattern has another form; the message says what to write
     */
    public S allowedHosts(String... patterns) {
        return with(SettingReader.hosts(patterns, "setting " + SettingReader.ALLOWED_HOSTS));
    }
}
