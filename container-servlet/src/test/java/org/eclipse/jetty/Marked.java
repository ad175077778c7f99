package org.eclipse.jetty;

/** Marks a fake object of Jetty. */
public interface Marked {}
