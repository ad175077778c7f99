package io.hawser.standalone;

import io.hawser.container.Upgrade;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.session.Setting;
import io.hawser.session.Settings;
import io.hawser.session.TransportFacts;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What the connections of one server share.
 *
 * @param upgrades answers opening handshakes
 * @param site answers requests for files
 * @param callbacks runs user code that belongs to no connection's turn
 * @param completions runs such code for which a turn may wait
 * @param settings the settings
 */
record ServerParts(Upgrades upgrades, Site site, Executor callbacks, Executor completions, Settings settings) {

    /** Answers opening handshakes. */
    @FunctionalInterface
    interface Upgrades {

        /**
         * Answers one. Runs user code.
         *
         * @param request the request
         * @param facts what is known of the connection
         */
        Upgrade upgrade(UpgradeRequest request, TransportFacts facts);
    }

    /** Answers requests for files. */
    @FunctionalInterface
    interface Site {

        /**
         * Answers one. May block.
         *
         * @param request the request
         * @return the answer; empty where no file is meant
         */
        Optional<StaticAnswer> answer(UpgradeRequest request);
    }

    long openNanos() {
        return settings.nanos(Setting.OPEN_TIMEOUT);
    }

    long closeNanos() {
        return settings.nanos(Setting.CLOSE_TIMEOUT);
    }
}
