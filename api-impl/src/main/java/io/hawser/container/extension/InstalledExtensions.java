package io.hawser.container.extension;

import io.hawser.Setting;
import io.hawser.Settings;
import io.hawser.WebSocketExtension;
import io.hawser.endpoint.ConfigRules;
import io.hawser.endpoint.Providers;
import io.hawser.handshake.DeflateNegotiation;
import jakarta.websocket.Extension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The extensions of a container: permessage-deflate, and those that {@link ServiceLoader} finds. Any other extension
 * that an application names is negotiated by name only, since the application may use it, and changes no frame.
 */
public final class InstalledExtensions {

    private final List<WebSocketExtension> found;
    private final ZlibPool pool = new ZlibPool();

    /**
     * Finds extensions with the context class loader, which is that of the application.
     *
     * @throws IllegalArgumentException if one of them has no name or no parameters
     */
    public InstalledExtensions() {
        found = Providers.of(WebSocketExtension.class, Thread.currentThread().getContextClassLoader());
        ConfigRules.checkExtensions(found);
    }

    /** Frees the memory of zlib that is not in use. */
    public void close() {
        pool.close();
    }

    /** {@return the number of compressors and decompressors that hold memory outside of the heap} */
    public int zlibOpen() {
        return pool.open();
    }

    /**
     * {@return the result of {@code getInstalledExtensions()}}
     *
     * @param settings the settings of the container
     */
    public Set<Extension> all(Settings settings) {
        Set<Extension> all = new LinkedHashSet<>(found);
        all.add(DeflateExtension.of(settings, pool));
        return Collections.unmodifiableSet(all);
    }

    /**
     * {@return the extensions that a server endpoint can use, its own ones first}
     *
     * @param own the extensions of the endpoint
     * @param settings the settings of the endpoint
     */
    public List<Extension> usable(List<Extension> own, Settings settings) {
        List<Extension> usable = new ArrayList<>();
        for (Extension extension : own) {
            if (!isDeflate(extension)) {
                usable.add(extension);
            }
        }
        usable.addAll(found);
        deflate(settings).ifPresent(usable::add);
        return Collections.unmodifiableList(usable);
    }

    /**
     * {@return the extensions that a client offers: those of its configuration, and permessage-deflate if a setting has
     * it}
     *
     * @param own the extensions of the configuration
     * @param settings the settings of the endpoint
     * @throws IllegalArgumentException if the configuration has malformed parameters for an extension
     */
    public List<Extension> offered(List<Extension> own, Settings settings) {
        List<Extension> offered = new ArrayList<>();
        own.forEach(extension -> {
            if (isDeflate(extension) && !isImplemented(extension)) {
                deflate(settings)
                        .map(deflate -> deflate.offering(extension.getParameters()))
                        .ifPresent(offered::add);
            } else {
                offered.add(withFrames(extension));
            }
        });
        // By default a client offers only the extensions of its configuration (Jakarta WebSocket 2.2, 3.2.2).
        if (settings.isSet(Setting.COMPRESSION) && own.stream().noneMatch(InstalledExtensions::isDeflate)) {
            deflate(settings).map(DeflateExtension::offering).ifPresent(offered::add);
        }
        return offered;
    }

    private Optional<DeflateExtension> deflate(Settings settings) {
        return settings.compression() ? Optional.of(DeflateExtension.of(settings, pool)) : Optional.empty();
    }

    /** {@return the extension, with the implementation of the installed one of that name if there is one} */
    private Extension withFrames(Extension named) {
        return named instanceof WebSocketExtension
                ? named
                : found.stream()
                        .filter(extension -> extension.getName().equals(named.getName()))
                        .<Extension>map(extension -> new OfferedExtension(extension, named.getParameters()))
                        .findFirst()
                        .orElse(named);
    }

    private static boolean isDeflate(Extension extension) {
        return extension.getName().equals(DeflateNegotiation.NAME);
    }

    /** {@return whether an extension has an implementation other than the installed permessage-deflate} */
    private static boolean isImplemented(Extension extension) {
        return extension instanceof WebSocketExtension && !(extension instanceof DeflateExtension);
    }
}
