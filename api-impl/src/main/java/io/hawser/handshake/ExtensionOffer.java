package io.hawser.handshake;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.StringJoiner;

/**
 * An extension with its parameters, as a client offers it or a server accepts it (RFC 6455, section 9.1).
 *
 * @param name the name, a token
 * @param parameters the parameters in their order; a name may occur more than once
 */
public record ExtensionOffer(String name, List<Parameter> parameters) {

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if the name is not a token
     */
    public ExtensionOffer {
        Tokens.require("the extension name", name);
        parameters = List.copyOf(parameters);
    }

    /**
     * A parameter of an extension.
     *
     * @param name the name, a token
     * @param value the value, a token, or {@code null} if there is none
     */
    public record Parameter(String name, String value) {

        /**
         * Checks name and value.
         *
         * @throws IllegalArgumentException if one of them is not a token
         */
        public Parameter {
            Tokens.require("the extension parameter name", name);
            if (value != null) {
                Tokens.require("the extension parameter value", value);
            }
        }

        /** {@return the parameter as a header line holds it} */
        @Override
        public String toString() {
            return value == null ? name : name + "=" + value;
        }
    }

    /**
     * Reads {@code Sec-WebSocket-Extensions}. Empty elements of the list are skipped (RFC 9110, section 5.6.1).
     *
     * @param lines the values of the header lines, in their order
     * @return the extensions in their order
     * @throws IllegalArgumentException if a line does not follow the grammar of RFC 6455, section 9.1
     */
    public static List<ExtensionOffer> parse(List<String> lines) {
        List<ExtensionOffer> extensions = new ArrayList<>(lines.size());
        for (String line : lines) {
            extensions.addAll(new ExtensionParser(line).parse());
        }
        return Collections.unmodifiableList(extensions);
    }

    /**
     * Writes {@code Sec-WebSocket-Extensions}.
     *
     * @param extensions the extensions
     * @return the value of one header line; empty if there are none
     */
    public static String format(List<ExtensionOffer> extensions) {
        StringJoiner joined = new StringJoiner(", ");
        for (ExtensionOffer extension : extensions) {
            joined.add(extension.toString());
        }
        return joined.toString();
    }

    /** {@return the extension as a header line holds it} */
    @Override
    public String toString() {
        StringJoiner joined = new StringJoiner("; ").add(name);
        for (Parameter parameter : parameters) {
            joined.add(parameter.toString());
        }
        return joined.toString();
    }
}
