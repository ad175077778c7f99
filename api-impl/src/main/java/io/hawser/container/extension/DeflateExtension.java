package io.hawser.container.extension;

import io.hawser.Settings;
import io.hawser.WebSocketExtension;
import io.hawser.handshake.DeflateNegotiation;
import io.hawser.handshake.ExtensionOffer;
import io.hawser.protocol.FrameExtension;
import io.hawser.protocol.Role;
import io.hawser.protocol.deflate.DeflateParameters;
import io.hawser.protocol.deflate.PerMessageDeflate;
import java.util.List;
import java.util.Optional;

/** The extension permessage-deflate (RFC 7692), with the parameters of the settings. */
final class DeflateExtension implements WebSocketExtension {

    private final Settings settings;
    private final ZlibPool pool;
    private final List<Parameter> offer;

    private DeflateExtension(Settings settings, ZlibPool pool, List<Parameter> offer) {
        this.settings = settings;
        this.pool = pool;
        this.offer = offer;
    }

    /** {@return the installed extension, which accepts the parameters that the settings allow} */
    static DeflateExtension of(Settings settings, ZlibPool pool) {
        return new DeflateExtension(settings, pool, List.of());
    }

    /** {@return the extension with the parameters that the settings offer} */
    DeflateExtension offering() {
        return new DeflateExtension(
                settings,
                pool,
                JakartaExtensions.parameters(negotiation(settings).offer()));
    }

    /**
     * {@return the extension with the parameters that an application offers, or with those of the settings if it offers
     * none}
     *
     * @throws IllegalArgumentException if the offer is malformed
     */
    DeflateExtension offering(List<Parameter> parameters) {
        if (parameters.isEmpty()) {
            return offering();
        }
        DeflateNegotiation.checkOffer(JakartaExtensions.toHeader(parameters));
        return new DeflateExtension(settings, pool, List.copyOf(parameters));
    }

    private static DeflateNegotiation negotiation(Settings settings) {
        return new DeflateNegotiation(settings.compressionContextTakeover(), settings.compressionWindowBits());
    }

    @Override
    public String getName() {
        return DeflateNegotiation.NAME;
    }

    @Override
    public List<Parameter> getParameters() {
        return offer;
    }

    @Override
    public Optional<List<Parameter>> accept(List<Parameter> offered) {
        return negotiation(settings).accept(JakartaExtensions.toHeader(offered)).map(JakartaExtensions::parameters);
    }

    @Override
    public FrameExtension open(Role role, List<Parameter> agreed) {
        List<ExtensionOffer.Parameter> answer = JakartaExtensions.toHeader(agreed);
        DeflateParameters parameters = role == Role.CLIENT
                ? DeflateNegotiation.agreed(JakartaExtensions.toHeader(offer), answer)
                : DeflateNegotiation.agreed(answer);
        return new PerMessageDeflate(
                role, parameters, settings.compressionLevel(), settings.compressionThreshold(), pool);
    }
}
