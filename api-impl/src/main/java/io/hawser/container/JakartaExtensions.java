package io.hawser.container;

import io.hawser.handshake.ExtensionOffer;
import jakarta.websocket.Extension;
import java.util.List;

/**
 * Extensions as Jakarta WebSocket has them, and as a handshake has them. Those that Hawser does not know are agreed on
 * by name, since the application may have a use for them, and change no frame.
 */
final class JakartaExtensions {

    /** Changes frames and is not built in: agreeing on it by name would break the connection. */
    private static final String DEFLATE = "permessage-deflate";

    private record Agreed(String name, List<Extension.Parameter> parameters) implements Extension {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public List<Parameter> getParameters() {
            return parameters;
        }
    }

    private record AgreedParameter(String name, String value) implements Extension.Parameter {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public String getValue() {
            return value;
        }
    }

    private JakartaExtensions() {}

    /** {@return those that can be agreed on, in their order} */
    static List<Extension> agreeable(List<Extension> extensions) {
        return extensions.stream()
                .filter(extension -> !extension.getName().equalsIgnoreCase(DEFLATE))
                .toList();
    }

    /**
     * {@return the extensions as a header line names them}
     *
     * @throws IllegalArgumentException where a name or a value is no token
     */
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

    /** {@return the extensions that a header line names} */
    static List<Extension> of(List<ExtensionOffer> offers) {
        return offers.stream().map(JakartaExtensions::of).toList();
    }

    private static Extension of(ExtensionOffer offer) {
        return new Agreed(
                offer.name(),
                offer.parameters().stream()
                        .<Extension.Parameter>map(parameter -> new AgreedParameter(parameter.name(), parameter.value()))
                        .toList());
    }
}
