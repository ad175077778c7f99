/** A drop-in WebSocket provider for servlet containers. */
@SuppressWarnings("requires-automatic") // Undertow has no module descriptors, and is not there on other servers.
module io.hawser.container.servlet {
    requires transitive io.hawser.api.impl;
    requires transitive jakarta.servlet;
    requires static jakarta.cdi;
    // Without this module, the server has no contexts to look up.
    requires static java.naming;
    requires static undertow.servlet;

    exports io.hawser.servlet;

    provides jakarta.servlet.ServletContainerInitializer with
            io.hawser.servlet.HawserInitializer;
}
