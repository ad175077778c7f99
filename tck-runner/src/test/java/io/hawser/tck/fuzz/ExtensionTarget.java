package io.hawser.tck.fuzz;

import io.hawser.handshake.DeflateNegotiation;
import io.hawser.handshake.ExtensionOffer;
import io.hawser.protocol.deflate.DeflateParameters;
import java.util.List;

/**
 * Any {@code Sec-WebSocket-Extensions}: what is read can be written and read again; what a server answers to an offer
 * of permessage-deflate is what a client that made the offer agrees to.
 */
public final class ExtensionTarget {

    private ExtensionTarget() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        Input input = new Input(data);
        DeflateNegotiation negotiation = new DeflateNegotiation(input.flag(), 8 + input.choice(8));
        List<ExtensionOffer> offers;
        try {
            offers = ExtensionOffer.parse(List.of(input.text().split("\n", -1)));
        } catch (IllegalArgumentException e) {
            Check.oneLine(e.getMessage());
            return;
        }
        Check.same(ExtensionOffer.parse(List.of(ExtensionOffer.format(offers))), offers, "offers");
        for (ExtensionOffer offer : offers) {
            negotiation.accept(offer.parameters()).ifPresent(answer -> {
                DeflateParameters server = DeflateNegotiation.agreed(answer.parameters());
                Check.same(DeflateNegotiation.agreed(offer.parameters(), answer.parameters()), server, "agreed");
            });
            try {
                DeflateNegotiation.agreed(negotiation.offer().parameters(), offer.parameters());
            } catch (IllegalArgumentException e) {
                Check.oneLine(e.getMessage());
            }
        }
    }
}
