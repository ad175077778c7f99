package io.hawser.benchmarks.service;

import java.io.IOException;

/** The life of a server's process: it says where it listens, and ends with its standard input. */
public final class Service {

    private Service() {}

    /**
     * Prints {@code ready} and the port, and waits for the end of standard input. That comes too if the process at its
     * other end dies, so no server outlives what has started it.
     *
     * @param port the TCP port on which the server listens
     * @throws IOException where standard input cannot be read
     */
    public static void untilInputEnds(int port) throws IOException {
        System.out.println("ready " + port);
        byte[] ignored = new byte[64];
        while (System.in.read(ignored) >= 0) {}
    }
}
