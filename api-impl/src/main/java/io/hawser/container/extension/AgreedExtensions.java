package io.hawser.container.extension;

import io.hawser.WebSocketExtension;
import io.hawser.endpoint.ConfigRules;
import io.hawser.handshake.DeflateNegotiation;
import io.hawser.handshake.ExtensionOffer;
import io.hawser.log.Log;
import io.hawser.protocol.ExtensionChain;
import io.hawser.protocol.FrameExtension;
import io.hawser.protocol.Role;
import jakarta.websocket.Extension;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The extensions of one connection.
 *
 * @param extensions the extensions in the server's answer
 * @param frames their changes to frames
 */
public record AgreedExtensions(List<Extension> extensions, ExtensionChain frames) {

    private static final Log LOG = Log.of(AgreedExtensions.class);

    /**
     * Accepts the extensions that a server's configurator has chosen, in its order. Of several offers of one extension,
     * accepts the first that the extension accepts. Accepts no extension whose header bits are in use already.
     *
     * @param chosen the offers of the client that the configurator has chosen
     * @param usable the usable extensions
     */
    public static AgreedExtensions accepted(List<Extension> chosen, List<Extension> usable) {
        // The configurator may have made these extensions.
        ConfigRules.checkExtensions(chosen);
        List<Extension> agreed = new ArrayList<>();
        List<FrameExtension> frames = new ArrayList<>();
        boolean complete = false;
        try {
            for (Extension offer : chosen) {
                accept(offer, usable, agreed, frames);
            }
            complete = true;
        } finally {
            if (!complete) {
                frames.forEach(FrameExtension::close);
            }
        }
        return new AgreedExtensions(List.copyOf(agreed), new ExtensionChain(frames));
    }

    private static void accept(
            Extension offer, List<Extension> usable, List<Extension> agreed, List<FrameExtension> frames) {
        Optional<Extension> known = named(offer.getName(), usable);
        if (known.isPresent() && named(offer.getName(), agreed).isPresent()) {
            return;
        }
        if (!(known.orElse(offer) instanceof WebSocketExtension extension)) {
            if (!offer.getName().equals(DeflateNegotiation.NAME)) {
                agreed.add(offer);
            }
            return;
        }
        Optional<List<Extension.Parameter>> answer = extension.accept(offer.getParameters());
        String type = "the extension class " + extension.getClass().getName();
        if (answer == null) {
            throw new IllegalArgumentException(type + " returns null from accept instead of Optional.empty()");
        }
        if (answer.isEmpty()) {
            return;
        }
        ConfigRules.checkParameters(type, "accept", answer.get());
        FrameExtension opened = extension.open(Role.SERVER, answer.get());
        if ((opened.rsv() & rsv(frames)) != 0) {
            opened.close();
            LOG.log(Level.DEBUG, () -> offer.getName() + " is declined: an extension before it uses the same RSV bit");
            return;
        }
        agreed.add(JakartaExtensions.of(extension.getName(), answer.get()));
        frames.add(opened);
    }

    private static int rsv(List<FrameExtension> frames) {
        int all = 0;
        for (FrameExtension frame : frames) {
            all |= frame.rsv();
        }
        return all;
    }

    private static Optional<Extension> named(String name, List<Extension> extensions) {
        for (Extension extension : extensions) {
            if (extension.getName().equals(name)) {
                return Optional.of(extension);
            }
        }
        return Optional.empty();
    }

    /**
     * Takes the answer of a server to a client.
     *
     * @param offered the offers of the client
     * @param answers the extensions in the server's answer; the client has offered all their names
     * @throws IllegalArgumentException if an offer does not allow its answer
     */
    public static AgreedExtensions answered(List<Extension> offered, List<ExtensionOffer> answers) {
        List<Extension> agreed = JakartaExtensions.of(answers);
        List<FrameExtension> frames = new ArrayList<>();
        boolean complete = false;
        try {
            for (int i = 0; i < agreed.size(); i++) {
                Extension answer = agreed.get(i);
                List<WebSocketExtension> offers = offers(answer.getName(), offered);
                if (!offers.isEmpty()) {
                    if (named(answer.getName(), agreed.subList(0, i)).isPresent()) {
                        throw new IllegalArgumentException("the server has answered " + answer.getName() + " twice");
                    }
                    frames.add(opened(offers, answer.getParameters()));
                }
            }
            AgreedExtensions all = new AgreedExtensions(agreed, new ExtensionChain(frames));
            complete = true;
            return all;
        } finally {
            if (!complete) {
                frames.forEach(FrameExtension::close);
            }
        }
    }

    private static List<WebSocketExtension> offers(String name, List<Extension> offered) {
        return offered.stream()
                .filter(extension -> extension.getName().equals(name))
                .filter(WebSocketExtension.class::isInstance)
                .map(WebSocketExtension.class::cast)
                .toList();
    }

    /**
     * Opens the extension for an answer. An answer belongs to one of the offers of its name. The header does not say to
     * which.
     */
    private static FrameExtension opened(List<WebSocketExtension> offers, List<Extension.Parameter> answer) {
        IllegalArgumentException mismatch = null;
        for (WebSocketExtension offer : offers) {
            try {
                return offer.open(Role.CLIENT, answer);
            } catch (IllegalArgumentException e) {
                mismatch = e;
            }
        }
        throw mismatch;
    }
}
