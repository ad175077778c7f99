package org.eclipse.jetty.util.component;

/** A fake of Jetty's life cycle. */
public interface LifeCycle {

    /** A listener of the life cycle. */
    interface Listener extends java.util.EventListener {

        /** Called when the object begins to stop. */
        default void lifeCycleStopping(LifeCycle event) {}
    }
}
