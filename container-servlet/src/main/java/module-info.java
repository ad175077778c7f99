/** A drop-in WebSocket provider for servlet containers. */
module io.hawser.servlet {
    requires transitive io.hawser.engine;
    requires transitive jakarta.servlet;

    exports io.hawser.servlet;

    provides jakarta.servlet.ServletContainerInitializer with
            io.hawser.servlet.HawserInitializer;
}
