package io.hawser.endpoint.other;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnOpen;

/** A superclass in another package than its subclass. */
public class OtherPackage {

    /** For subclasses. */
    public OtherPackage() {}

    /** Can be overridden by a subclass anywhere. */
    @OnOpen
    protected void open() {}

    @OnClose
    void close() {}
}
