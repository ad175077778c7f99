package io.hawser.container.extension;

import io.hawser.handshake.ExtensionOffer;
import jakarta.websocket.Extension;
import java.util.ArrayList;
import java.util.Collections;
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
        List<Extension> extensions = new ArrayList<>(offers.size());
        for (ExtensionOffer offer : offers) {
            extensions.add(of(offer.name(), parameters(offer)));
        }
        return Collections.unmodifiableList(extensions);
    }

    /**
     * {@return the parameters of an offer}
     *
     * @param offer the offer
     */
    public static List<Extension.Parameter> parameters(ExtensionOffer offer) {
        List<Extension.Parameter> parameters =
                new ArrayList<>(offer.parameters().size());
        for (ExtensionOffer.Parameter parameter : offer.parameters()) {
            parameters.add(new NamedParameter(parameter.name(), parameter.value()));
        }
        return Collections.unmodifiableList(parameters);
    }

    /**
     * {@return the extensions in the form of a header line}
     *
     * @param extensions the extensions
     * @throws IllegalArgumentException if a name or a value is no token
     */
    public static List<ExtensionOffer> offers(List<? extends Extension> extensions) {
        List<ExtensionOffer> offers = new ArrayList<>(extensions.size());
        for (Extension extension : extensions) {
            offers.add(new ExtensionOffer(extension.getName(), toHeader(extension.getParameters())));
        }
        return Collections.unmodifiableList(offers);
    }

    static List<ExtensionOffer.Parameter> toHeader(List<Extension.Parameter> parameters) {
        List<ExtensionOffer.Parameter> header = new ArrayList<>(parameters.size());
        for (Extension.Parameter parameter : parameters) {
            header.add(new ExtensionOffer.Parameter(parameter.getName(), parameter.getValue()));
        }
        return Collections.unmodifiableList(header);
    }
}
