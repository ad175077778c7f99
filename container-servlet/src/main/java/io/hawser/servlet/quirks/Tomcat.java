package io.hawser.servlet.quirks;

import java.util.Set;

/**
 * Tomcat 10.1 and 11. Its workarounds are in {@link TomcatCallbacks}, {@link StrandedInput} and {@link PongPadding}.
 *
 * @see Servers for the distinction from GlassFish, which has classes of the same names
 */
public final class Tomcat implements ServerQuirks {

    /** Creates the quirks of Tomcat. */
    public Tomcat() {}

    @Override
    public WayToClose wayToClose() {
        return WayToClose.CONNECTION;
    }

    @Override
    public CallbackPolicy callbacks(UpgradedConnection connection) {
        return new TomcatCallbacks(connection);
    }

    @Override
    public PausedInput pausedInput(PausedInput.Reading reading, Runnable provokeCallback, Set<PausedInput> waiting) {
        return new StrandedInput(reading, provokeCallback, waiting);
    }
}
