package io.hawser.session;

import io.hawser.session.liveness.Pings;
import io.hawser.session.liveness.Timers;
import io.hawser.session.memory.Share;
import io.hawser.session.output.Outbound;
import io.hawser.transport.Transport;

/** The parts of a connection that the session and the calls of its endpoint need. None of them is ever {@code null}. */
record ConnectionParts(
        ClosingConnection connection,
        Transport transport,
        Outbound outbound,
        Timers timers,
        Pings pings,
        Share share,
        UserCalls calls,
        PeerPresence presence) {}
