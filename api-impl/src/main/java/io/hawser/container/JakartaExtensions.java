package io.hawser.container;

import io.hawser.handshake.ExtensionOffer;
import jakarta.websocket.Extension;
import java.util.List;

/** Extensions as Jakarta WebSocket has them, made into those of a handshake. */
final class JakartaExtensions {

    private JakartaExtensions() {}

    static List<ExtensionOffer> offers(List<Extension> extensions) {
        return extensions.stream()
                .map(extension -> new ExtensionOffer(extension.getName(), parameters(extension)))
                .toList();
    }

    private static List<ExtensionOffer.Parameter> parameters(Extension extension) {
        return extension.getParameters().stream()
                .map(parameter -> new ExtensionOffer.Parameter(parameter.getName(), parameter.getValue()))
                .toList();
    }
}
