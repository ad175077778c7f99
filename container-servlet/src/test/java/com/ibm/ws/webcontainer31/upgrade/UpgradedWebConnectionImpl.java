package com.ibm.ws.webcontainer31.upgrade;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;

/** A fake connection of Open Liberty, which ends its TCP connection only after a failure. */
public final class UpgradedWebConnectionImpl implements WebConnection {

    private IOException closeUpgradeException;
    private boolean ended;

    /** {@return whether the TCP connection has ended} */
    public boolean hasEnded() {
        return ended;
    }

    @Override
    public ServletInputStream getInputStream() {
        throw new AssertionError("nobody reads");
    }

    @Override
    public ServletOutputStream getOutputStream() {
        throw new AssertionError("nobody writes");
    }

    @Override
    public void close() {
        ended = closeUpgradeException != null;
    }
}
