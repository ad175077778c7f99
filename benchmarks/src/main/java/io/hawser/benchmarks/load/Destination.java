package io.hawser.benchmarks.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Where the connections of a load lead, and what all of them share.
 *
 * @param loop their loop
 * @param workload the load
 * @param address the server's
 * @param opening their handshake
 * @param messages their messages
 */
record Destination(Loop loop, Workload workload, InetSocketAddress address, Opening opening, Messages messages) {

    static Destination of(Loop loop, Workload workload, int port) {
        return new Destination(
                loop,
                workload,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                new Opening(workload.path(), port, workload.deflate()),
                new Messages(workload));
    }

    void connect(Connection.Owner owner) throws IOException {
        new Connection(owner, opening, messages, workload.deflate()).connect(loop, address);
    }
}
