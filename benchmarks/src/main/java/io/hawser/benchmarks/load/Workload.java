package io.hawser.benchmarks.load;

/**
 * What is sent, and on how many connections.
 *
 * @param name a short name
 * @param shape what happens to the messages
 * @param path the path on the server
 * @param connections how many are open at once
 * @param depth how many messages are in flight on each, for {@link Shape#BROADCAST} of the one that publishes
 * @param size the length of a message in bytes, before it is compressed
 * @param binary whether messages are binary, otherwise text
 * @param deflate whether messages are compressed
 */
public record Workload(
        String name, Shape shape, String path, int connections, int depth, int size, boolean binary, boolean deflate) {

    /** What happens to the messages. */
    public enum Shape {
        /** Each comes back. */
        ECHO,
        /** There are none: each connection is closed as soon as it is open, and another one is opened. */
        CONNECT,
        /** One connection publishes, and each message comes to all. */
        BROADCAST
    }

    static Workload text(String name, int connections, int depth, int size) {
        return new Workload(name, Shape.ECHO, "/echo", connections, depth, size, false, false);
    }

    static Workload binary(String name, String path, int connections, int depth, int size) {
        return new Workload(name, Shape.ECHO, path, connections, depth, size, true, false);
    }

    /** {@return whether the time from a message to its echo is that of one message alone on its connection} */
    public boolean showsLatency() {
        return shape == Shape.ECHO && depth == 1;
    }

    /** {@return the load in words} */
    public String description() {
        return switch (shape) {
            case CONNECT -> "%d at once: TCP connection, upgrade, closing handshake".formatted(connections);
            case BROADCAST ->
                "%,d connections, %d messages in flight, %s to all".formatted(connections, depth, message());
            case ECHO ->
                "%,d connection%s, %d in flight on each, %s"
                        .formatted(connections, connections == 1 ? "" : "s", depth, message());
        };
    }

    private String message() {
        String length =
                size < 1024 ? size + " B" : size < 1024 * 1024 ? size / 1024 + " KiB" : size / 1024 / 1024 + " MiB";
        return length + (binary ? " binary" : " text") + (deflate ? ", compressed" : "");
    }
}
