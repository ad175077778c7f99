package io.hawser.container.extension;

import io.hawser.handshake.ExtensionOffer;
import jakarta.websocket.Extension;
import java.util.List;
import java.util.Objects;

/** Converts extensions between the form of Jakarta WebSocket and the form of a handshake. */
public final class JakartaExtensions {

    private record Named(String name, List<Extension.Parameter> parameters) implements Extension {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public List<Parameter> getParameters() {
            return parameters;
        }

        // By hand in classes that applications get: the methods that the compiler adds leave the class in a static
        // cache of the JDK.

        @Override
        public boolean equals(Object object) {
            return object instanceof Named other
                    && Objects.equals(name, other.name)
                    && Objects.equals(parameters, other.parameters);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, parameters);
        }

        @Override
        public String toString() {
            return name + parameters;
        }
    }

    private record NamedParameter(String name, String value) implements Extension.Parameter {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public String getValue() {
            return value;
        }

        @Override
        public boolean equals(Object object) {
            return object instanceof NamedParameter other
                    && Objects.equals(name, other.name)
                    && Objects.equals(value, other.value);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, value);
        }

        @Override
        public String toString() {
            return value == null ? name : name + "=" + value;
        }
    }

    private JakartaExtensions() {}

    /**
     * {@return an extension with only a name and parameters}
     *
     * @param name the name
     * @param parameters the parameters
     */
    public static Extension of(String name, List<Extension.Parameter> parameters) {
        return new Named(name, List.copyOf(parameters));
    }

    /**
     * {@return the extensions that a header line names}
     *
     * @param offers the extensions in the header line
     */
    public static List<Extension> of(List<ExtensionOffer> offers) {
        return offers.stream().map(offer -> of(offer.name(), parameters(offer))).toList();
    }

    /**
     * {@return the parameters of an offer}
     *
     * @param offer the offer
     */
    public static List<Extension.Parameter> parameters(ExtensionOffer offer) {
        return offer.parameters().stream()
                .<Extension.Parameter>map(parameter -> new NamedParameter(parameter.name(), parameter.value()))
                .toList();
    }

    /**
     * {@return the extensions in the form of a header line}
     *
     * @param extensions the extensions
     * @throws IllegalArgumentException if a name or a value is no token
     */
    public static List<ExtensionOffer> offers(List<? extends Extension> extensions) {
        return extensions.stream()
                .map(extension -> new ExtensionOffer(extension.getName(), toHeader(extension.getParameters())))
                .toList();
    }

    static List<ExtensionOffer.Parameter> toHeader(List<Extension.Parameter> parameters) {
        return parameters.stream()
                .map(parameter -> new ExtensionOffer.Parameter(parameter.getName(), parameter.getValue()))
                .toList();
    }
}
