package org.eclipse.jetty.util.component;

/** Stands for what has a life in Jetty. */
public interface LifeCycle {

    /** Hears of it. */
    interface Listener extends java.util.EventListener {

        /** It begins to stop. */
        default void lifeCycleStopping(LifeCycle event) {}
    }
}
