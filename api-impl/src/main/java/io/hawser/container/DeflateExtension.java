package io.hawser.container;

import io.hawser.handshake.DeflateNegotiation;
import io.hawser.handshake.ExtensionOffer;
import io.hawser.protocol.FrameExtension;
import io.hawser.protocol.Role;
import io.hawser.protocol.deflate.DeflateParameters;
import io.hawser.protocol.deflate.PerMessageDeflate;
import io.hawser.session.Setting;
import io.hawser.session.Settings;
import java.util.List;
import java.util.Optional;

/** permessage-deflate (RFC 7692), as the settings want it. */
final class DeflateExtension implements WebSocketExtension {

    private final Settings settings;
    private final ZlibPool pool;
    private final List<Parameter> offer;

    private DeflateExtension(Settings settings, ZlibPool pool, List<Parameter> offer) {
        this.settings = settings;
        this.pool = pool;
        this.offer = offer;
    }

    /** {@return the extension as it is installed, which accepts what the settings allow} */
    static DeflateExtension of(Settings settings, ZlibPool pool) {
        return new DeflateExtension(settings, pool, List.of());
    }

    /** {@return the extension as the settings offer it} */
    DeflateExtension offering() {
        return new DeflateExtension(
                settings,
                pool,
                JakartaExtensions.parameters(negotiation(settings).offer()));
    }

    /**
     * {@return the extension as an application offers it; as the settings do where it names no parameters}
     *
     * @throws IllegalArgumentException where the offer is malformed
     */
    DeflateExtension offering(List<Parameter> parameters) {
        if (parameters.isEmpty()) {
            return offering();
        }
        DeflateNegotiation.checkOffer(JakartaExtensions.toHeader(parameters));
        return new DeflateExtension(settings, pool, List.copyOf(parameters));
    }

    private static DeflateNegotiation negotiation(Settings settings) {
        return new DeflateNegotiation(settings.isOn(Setting.COMPRESSION_CONTEXT_TAKEOVER), (int)
                settings.get(Setting.COMPRESSION_WINDOW_BITS));
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
                role,
                parameters,
                (int) settings.get(Setting.COMPRESSION_LEVEL),
                settings.get(Setting.COMPRESSION_THRESHOLD),
                pool);
    }
}
