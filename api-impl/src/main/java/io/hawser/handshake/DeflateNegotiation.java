package io.hawser.handshake;

import io.hawser.handshake.ExtensionOffer.Parameter;
import io.hawser.protocol.deflate.DeflateParameters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The negotiation of permessage-deflate at one end (RFC 7692, section 7.1).
 *
 * @param contextTakeover whether messages may refer to earlier ones; without it an idle connection holds nothing
 * @param maxWindowBits how far messages may refer back in either direction, as a power of two, 8 to 15
 */
public record DeflateNegotiation(boolean contextTakeover, int maxWindowBits) {

    /** The name of the extension. */
    public static final String NAME = "permessage-deflate";

    private static final String SERVER_NO_CONTEXT_TAKEOVER = "server_no_context_takeover";
    private static final String CLIENT_NO_CONTEXT_TAKEOVER = "client_no_context_takeover";
    private static final Set<String> NO_CONTEXT_TAKEOVER =
            Set.of(SERVER_NO_CONTEXT_TAKEOVER, CLIENT_NO_CONTEXT_TAKEOVER);
    private static final String SERVER_MAX_WINDOW_BITS = "server_max_window_bits";
    private static final String CLIENT_MAX_WINDOW_BITS = "client_max_window_bits";

    /** A parameter of an offer that has no value. */
    private static final int WITHOUT_VALUE = 0;

    /**
     * Checks the window.
     *
     * @throws IllegalArgumentException if the window bits are not from 8 to 15
     */
    public DeflateNegotiation {
        new DeflateParameters(false, false, maxWindowBits, maxWindowBits);
    }

    /**
     * Offers the extension to a server.
     *
     * @return the offer
     */
    public ExtensionOffer offer() {
        List<Parameter> parameters = new ArrayList<>();
        if (!contextTakeover) {
            parameters.add(new Parameter(SERVER_NO_CONTEXT_TAKEOVER, null));
            parameters.add(new Parameter(CLIENT_NO_CONTEXT_TAKEOVER, null));
        }
        if (maxWindowBits < DeflateParameters.MAX_WINDOW_BITS) {
            parameters.add(bits(SERVER_MAX_WINDOW_BITS, maxWindowBits));
            parameters.add(bits(CLIENT_MAX_WINDOW_BITS, maxWindowBits));
        } else {
            parameters.add(new Parameter(CLIENT_MAX_WINDOW_BITS, null));
        }
        return new ExtensionOffer(NAME, parameters);
    }

    /**
     * Answers an offer of a client.
     *
     * @param parameters the parameters of the offer
     * @return the answer, whose meaning {@link #agreed(List)} gives; empty where the offer is declined, since a
     *     parameter is unknown, there twice, or has a value that it must not have (RFC 7692, section 7.1)
     */
    public Optional<ExtensionOffer> accept(List<Parameter> parameters) {
        Read offer;
        try {
            offer = Read.of(parameters);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        List<Parameter> answer = new ArrayList<>();
        if (offer.serverNoContextTakeover || !contextTakeover) {
            answer.add(new Parameter(SERVER_NO_CONTEXT_TAKEOVER, null));
        }
        if (offer.clientNoContextTakeover || !contextTakeover) {
            // "A server may include it even if the offer did not" (section 7.1.1.2).
            answer.add(new Parameter(CLIENT_NO_CONTEXT_TAKEOVER, null));
        }
        if (offer.serverMaxWindowBits != null || maxWindowBits < DeflateParameters.MAX_WINDOW_BITS) {
            answer.add(bits(SERVER_MAX_WINDOW_BITS, least(offer.serverMaxWindowBits)));
        }
        if (offer.clientMaxWindowBits != null && least(offer.clientMaxWindowBits) < DeflateParameters.MAX_WINDOW_BITS) {
            answer.add(bits(CLIENT_MAX_WINDOW_BITS, least(offer.clientMaxWindowBits)));
        }
        return Optional.of(new ExtensionOffer(NAME, answer));
    }

    private int least(Integer offered) {
        return offered == null || offered == WITHOUT_VALUE ? maxWindowBits : Math.min(offered, maxWindowBits);
    }

    private static Parameter bits(String name, int bits) {
        return new Parameter(name, Integer.toString(bits));
    }

    /**
     * Reads the answer of a server, at either end.
     *
     * @param answer the parameters of the answer
     * @return what they mean
     * @throws IllegalArgumentException where a parameter is unknown, there twice, or has a value that it must not have
     */
    public static DeflateParameters agreed(List<Parameter> answer) {
        Read read = Read.of(answer);
        require(
                read.clientMaxWindowBits == null || read.clientMaxWindowBits != WITHOUT_VALUE,
                CLIENT_MAX_WINDOW_BITS + " has no value in an answer");
        return new DeflateParameters(
                read.serverNoContextTakeover,
                read.clientNoContextTakeover,
                read.serverMaxWindowBits == null ? DeflateParameters.MAX_WINDOW_BITS : read.serverMaxWindowBits,
                read.clientMaxWindowBits == null ? DeflateParameters.MAX_WINDOW_BITS : read.clientMaxWindowBits);
    }

    /**
     * Checks the answer of a server to an offer.
     *
     * @param offered the parameters of the offer
     * @param answer the parameters of the answer
     * @return what was agreed on
     * @throws IllegalArgumentException where the offer or the answer is malformed, or the answer does not fit the offer
     */
    public static DeflateParameters agreed(List<Parameter> offered, List<Parameter> answer) {
        Read offer = Read.of(offered);
        DeflateParameters agreed = agreed(answer);
        require(
                agreed.serverNoContextTakeover() || !offer.serverNoContextTakeover,
                SERVER_NO_CONTEXT_TAKEOVER + " was requested and is not in the answer");
        require(
                offer.serverMaxWindowBits == null || agreed.serverMaxWindowBits() <= offer.serverMaxWindowBits,
                SERVER_MAX_WINDOW_BITS + " is " + agreed.serverMaxWindowBits() + ", more than the "
                        + offer.serverMaxWindowBits + " that was requested");
        require(
                offer.clientMaxWindowBits != null || Read.of(answer).clientMaxWindowBits == null,
                CLIENT_MAX_WINDOW_BITS + " was not offered");
        if (offer.clientMaxWindowBits == null || offer.clientMaxWindowBits == WITHOUT_VALUE) {
            return agreed;
        }
        // What the client has announced counts where the server does not say it again (section 7.1.2.2).
        return new DeflateParameters(
                agreed.serverNoContextTakeover(),
                agreed.clientNoContextTakeover(),
                agreed.serverMaxWindowBits(),
                Math.min(agreed.clientMaxWindowBits(), offer.clientMaxWindowBits));
    }

    /**
     * Checks the offer of a client.
     *
     * @param offer the parameters
     * @throws IllegalArgumentException where one is unknown, there twice, or has a value that it must not have
     */
    public static void checkOffer(List<Parameter> offer) {
        Read.of(offer);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(NAME + ": " + otherwise + " (RFC 7692, section 7.1)");
        }
    }

    /**
     * The parameters of an offer or an answer, {@code null} for windows that are not there.
     *
     * @param serverNoContextTakeover whether it is there
     * @param clientNoContextTakeover whether it is there
     * @param serverMaxWindowBits its value
     * @param clientMaxWindowBits its value, or {@link #WITHOUT_VALUE}
     */
    private record Read(
            boolean serverNoContextTakeover,
            boolean clientNoContextTakeover,
            Integer serverMaxWindowBits,
            Integer clientMaxWindowBits) {

        static Read of(List<Parameter> parameters) {
            Set<String> there = new HashSet<>();
            Integer serverMaxWindowBits = null;
            Integer clientMaxWindowBits = null;
            for (Parameter parameter : parameters) {
                require(there.add(parameter.name()), Escaped.text(parameter.name(), 100) + " is listed twice");
                String name = parameter.name();
                if (name.equals(SERVER_MAX_WINDOW_BITS)) {
                    serverMaxWindowBits = bits(parameter);
                } else if (name.equals(CLIENT_MAX_WINDOW_BITS)) {
                    clientMaxWindowBits = parameter.value() == null ? WITHOUT_VALUE : bits(parameter);
                } else {
                    require(NO_CONTEXT_TAKEOVER.contains(name), "unknown parameter " + Escaped.text(name, 100));
                    require(parameter.value() == null, name + " has a value");
                }
            }
            return new Read(
                    there.contains(SERVER_NO_CONTEXT_TAKEOVER),
                    there.contains(CLIENT_NO_CONTEXT_TAKEOVER),
                    serverMaxWindowBits,
                    clientMaxWindowBits);
        }

        /** "A decimal integer value without leading zeroes between 8 to 15 inclusive" (section 7.1.2). */
        private static int bits(Parameter parameter) {
            String value = parameter.value();
            require(
                    value != null && value.matches("[89]|1[0-5]"),
                    parameter.name() + (value == null ? " has no value" : " is " + Escaped.text(value, 20)));
            return Integer.parseInt(value);
        }
    }
}
