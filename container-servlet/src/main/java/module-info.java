/** A drop-in WebSocket provider for servlet containers. */
module io.hawser.servlet {
    requires transitive io.hawser.engine;
    requires transitive jakarta.servlet;
    // Where there is none, the server has no contexts to look up.
    requires static java.naming;

    exports io.hawser.servlet;

    provides jakarta.servlet.ServletContainerInitializer with
            io.hawser.servlet.HawserInitializer;
}
