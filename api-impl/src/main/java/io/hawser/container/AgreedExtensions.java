package io.hawser.container;

import io.hawser.endpoint.ConfigRules;
import io.hawser.handshake.DeflateNegotiation;
import io.hawser.handshake.ExtensionOffer;
import io.hawser.protocol.ExtensionChain;
import io.hawser.protocol.FrameExtension;
import io.hawser.protocol.Role;
import jakarta.websocket.Extension;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The extensions of one connection.
 *
 * @param extensions as the server's answer has them
 * @param frames what they do
 */
record AgreedExtensions(List<Extension> extensions, ExtensionChain frames) {

    private static final Logger LOG = System.getLogger(AgreedExtensions.class.getPackageName());

    /**
     * Accepts what a server's configurator has chosen, in its order: of several offers of one extension the first that
     * the extension accepts, and none whose bits are taken already.
     *
     * @param chosen what the client has offered and the configurator wants
     * @param usable what can be used
     */
    static AgreedExtensions accepted(List<Extension> chosen, List<Extension> usable) {
        // A configurator may have made them.
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
            throw new IllegalArgumentException(type + " returns null from accept where Optional.empty() is meant");
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
        return frames.stream().mapToInt(FrameExtension::rsv).sum();
    }

    private static Optional<Extension> named(String name, List<Extension> extensions) {
        return extensions.stream()
                .filter(extension -> extension.getName().equals(name))
                .findFirst();
    }

    /**
     * Takes what a server has answered to a client.
     *
     * @param offered what the client has offered
     * @param answers what the server has answered, each offered by its name
     * @throws IllegalArgumentException where an answer is not what its offer allows
     */
    static AgreedExtensions answered(List<Extension> offered, List<ExtensionOffer> answers) {
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

    /** An answer belongs to one of the offers of its name; the header does not say to which. */
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
