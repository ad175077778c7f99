package io.hawser.endpoint.other;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnOpen;

/** A superclass in another package than its subclass. */
public class OtherPackage {

    /** Can be called by subclasses. */
    public OtherPackage() {}

    /** Can be overridden by a subclass in any package. */
    @OnOpen
    protected void open() {}

    @OnClose
    void close() {}
}
