package io.hawser.standalone;

import io.hawser.container.Upgrade;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.session.Setting;
import io.hawser.session.Settings;
import io.hawser.session.TransportFacts;
import java.util.concurrent.Executor;

/**
 * What the connections of one server share.
 *
 * @param upgrades answers opening handshakes
 * @param site answers requests for files
 * @param callbacks runs user code that belongs to no connection's turn
 * @param settings the settings
 */
record ServerParts(Upgrades upgrades, StaticSite site, Executor callbacks, Settings settings) {

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

    long openNanos() {
        return settings.nanos(Setting.OPEN_TIMEOUT);
    }

    long closeNanos() {
        return settings.nanos(Setting.CLOSE_TIMEOUT);
    }
}
