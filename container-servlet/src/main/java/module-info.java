/** A drop-in WebSocket provider for servlet containers. */
module io.hawser.container.servlet {
    requires transitive io.hawser.api.impl;
    requires transitive jakarta.servlet;
    // Without this module, the server has no contexts to look up.
    requires static java.naming;

    exports io.hawser.servlet;

    provides jakarta.servlet.ServletContainerInitializer with
            io.hawser.servlet.HawserInitializer;
}
