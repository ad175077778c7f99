package io.hawser.tck.fuzz;

import io.hawser.handshake.DeflateNegotiation;
import io.hawser.handshake.ExtensionOffer;
import io.hawser.handshake.ExtensionOffer.Parameter;
import io.hawser.protocol.deflate.DeflateParameters;
import java.util.List;
import java.util.Optional;

/**
 * Offers and answers of permessage-deflate. A server accepts only well-formed offers. Its answer fits the offer and its
 * own settings, and both ends derive the same parameters from it.
 *
 * <p>Input: a byte with the settings of this end, and an offer, or an answer to its offer, in the form of the header.
 */
public final class NegotiationTarget {

    private NegotiationTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        int options = input.next();
        DeflateNegotiation own = new DeflateNegotiation((options & 8) == 0, 15 - (options & 7));
        List<ExtensionOffer> theirs;
        try {
            theirs = ExtensionOffer.parse(input.lines());
        } catch (IllegalArgumentException e) {
            return;
        }
        for (ExtensionOffer each : theirs) {
            accept(own, each.parameters());
            agree(own.offer().parameters(), each.parameters());
        }
    }

    private static void accept(DeflateNegotiation server, List<Parameter> offer) {
        Optional<ExtensionOffer> answer = server.accept(offer);
        try {
            DeflateNegotiation.checkOffer(offer);
            Check.that(answer.isPresent(), "an offer is declined that is well-formed: " + offer);
        } catch (IllegalArgumentException e) {
            Check.loggable(e);
            Check.that(answer.isEmpty(), "an offer is accepted that is not well-formed: " + offer);
            return;
        }
        List<Parameter> written =
                ExtensionOffer.parse(List.of(answer.get().toString())).get(0).parameters();
        DeflateParameters servers = DeflateNegotiation.agreed(written);
        DeflateParameters clients = DeflateNegotiation.agreed(offer, written);
        Check.that(servers.serverMaxWindowBits() <= server.maxWindowBits(), "a larger window than the server wants");
        Check.that(
                server.contextTakeover() || servers.serverNoContextTakeover() && servers.clientNoContextTakeover(),
                "context takeover that the server does not want");
        Check.same(clients, servers, "what the client understands");
    }

    private static void agree(List<Parameter> offer, List<Parameter> answer) {
        DeflateParameters agreed;
        try {
            agreed = DeflateNegotiation.agreed(offer, answer);
        } catch (IllegalArgumentException e) {
            Check.loggable(e);
            return;
        }
        for (Parameter parameter : offer) {
            switch (parameter.name()) {
                case "server_no_context_takeover" ->
                    Check.that(agreed.serverNoContextTakeover(), "takeover of the server that was not wanted");
                case "server_max_window_bits" ->
                    Check.that(
                            agreed.serverMaxWindowBits() <= Integer.parseInt(parameter.value()),
                            "a window of the server that was not wanted");
                case "client_max_window_bits" ->
                    Check.that(
                            parameter.value() == null
                                    || agreed.clientMaxWindowBits() <= Integer.parseInt(parameter.value()),
                            "a window of the client that was not wanted");
                default -> {}
            }
        }
    }
}
