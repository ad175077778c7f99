package io.hawser.standalone.http;

import io.hawser.Settings;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.standalone.files.StaticResponse;
import io.hawser.standalone.loop.Workers;
import io.hawser.transport.TransportFacts;
import io.hawser.transport.Upgrade;
import java.util.Optional;

/**
 * The context that the connections of one server share.
 *
 * @param upgrades answers opening handshakes
 * @param site answers requests for files
 * @param workers the threads that run user code outside turns
 * @param settings the settings
 */
public record ServerContext(Upgrades upgrades, Site site, Workers workers, Settings settings) {

    /** Answers opening handshakes. */
    @FunctionalInterface
    public interface Upgrades {

        /**
         * Answers an opening handshake. Runs user code.
         *
         * @param request the request
         * @param facts the facts of the connection
         * @return the answer
         */
        Upgrade upgrade(UpgradeRequest request, TransportFacts facts);
    }

    /** Answers requests for files. */
    @FunctionalInterface
    public interface Site {

        /**
         * Answers a request for a file. May block.
         *
         * @param request the request
         * @return the answer; empty if the request does not ask for a file
         */
        Optional<StaticResponse> answer(UpgradeRequest request);
    }

    /** {@return the longest time that a request may take, in nanoseconds} */
    long openNanos() {
        return settings.openTimeout().toNanos();
    }

    /** {@return the longest time that the last output may take, in nanoseconds} */
    long closeNanos() {
        return settings.closeTimeout().toNanos();
    }
}
