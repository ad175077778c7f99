package io.hawser.container;

import io.hawser.endpoint.ConfigRules;
import io.hawser.endpoint.Providers;
import io.hawser.handshake.DeflateNegotiation;
import io.hawser.session.Setting;
import io.hawser.session.Settings;
import jakarta.websocket.Extension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The extensions of a container: permessage-deflate, and those that {@link ServiceLoader} finds. Others that an
 * application names are agreed on by name, since it may have a use for them, and change no frame.
 */
final class InstalledExtensions {

    private final List<WebSocketExtension> found;
    private final ZlibPool pool = new ZlibPool();

    /**
     * Looks for extensions with the context class loader, which is the application's.
     *
     * @throws IllegalArgumentException where one of them has no name or no parameters
     */
    InstalledExtensions() {
        found = Providers.of(WebSocketExtension.class, Thread.currentThread().getContextClassLoader());
        ConfigRules.checkExtensions(found);
    }

    /** Frees the memory of zlib that is not in use. */
    void close() {
        pool.close();
    }

    /** {@return how many compressors and decompressors hold memory outside of the heap} */
    int zlibOpen() {
        return pool.open();
    }

    /** {@return what {@code getInstalledExtensions()} tells} */
    Set<Extension> all(Settings settings) {
        Set<Extension> all = new LinkedHashSet<>(found);
        all.add(DeflateExtension.of(settings, pool));
        return Collections.unmodifiableSet(all);
    }

    /** {@return what a server endpoint can use: its own extensions first} */
    List<Extension> usable(List<Extension> own, Settings settings) {
        return Stream.concat(
                        own.stream().filter(extension -> !isDeflate(extension)),
                        Stream.concat(found.stream(), deflate(settings)))
                .toList();
    }

    /**
     * {@return what a client offers: what its configuration names, and permessage-deflate where a setting wants it}
     *
     * @throws IllegalArgumentException where the configuration has malformed parameters for an extension
     */
    List<Extension> offered(List<Extension> own, Settings settings) {
        List<Extension> offered = new ArrayList<>();
        own.forEach(extension -> {
            if (isDeflate(extension) && !isImplemented(extension)) {
                deflate(settings)
                        .map(deflate -> deflate.offering(extension.getParameters()))
                        .forEach(offered::add);
            } else {
                offered.add(withFrames(extension));
            }
        });
        // By default a client offers what its configuration names, and nothing else (Jakarta WebSocket 2.2, 3.2.2).
        if (settings.isSet(Setting.COMPRESSION) && own.stream().noneMatch(InstalledExtensions::isDeflate)) {
            deflate(settings).map(DeflateExtension::offering).forEach(offered::add);
        }
        return offered;
    }

    private Stream<DeflateExtension> deflate(Settings settings) {
        return settings.isOn(Setting.COMPRESSION) ? Stream.of(DeflateExtension.of(settings, pool)) : Stream.empty();
    }

    /** {@return an extension that is only named, with what is installed by that name} */
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

    /** {@return whether it is more than a name with parameters, or what is installed} */
    private static boolean isImplemented(Extension extension) {
        return extension instanceof WebSocketExtension && !(extension instanceof DeflateExtension);
    }
}
