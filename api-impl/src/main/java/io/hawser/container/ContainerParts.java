package io.hawser.container;

import io.hawser.Settings;
import io.hawser.container.extension.InstalledExtensions;
import jakarta.websocket.WebSocketContainer;
import java.util.function.Supplier;

/**
 * The parts of a container that its connections need.
 *
 * @param container the container as applications see it
 * @param settings returns the settings of new connections, which may change
 * @param extensions the installed extensions
 * @param connections the open connections
 * @param contextClassLoader returns the context class loader for user code of a new connection, or {@code null}
 */
record ContainerParts(
        WebSocketContainer container,
        Supplier<Settings> settings,
        InstalledExtensions extensions,
        Connections connections,
        Supplier<ClassLoader> contextClassLoader) {}
