package io.hawser.handshake;

import java.util.List;
import java.util.Optional;

/**
 * The result of the opening handshake: subprotocol and extensions.
 *
 * @param subprotocol the subprotocol; empty if none is in use
 * @param extensions the extensions in use, in the order in which they apply, with the server's parameters
 */
public record Agreement(Optional<String> subprotocol, List<ExtensionOffer> extensions) {

    /** Copies the list. */
    public Agreement {
        extensions = List.copyOf(extensions);
    }
}
