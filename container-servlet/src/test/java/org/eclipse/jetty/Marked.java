package org.eclipse.jetty;

/** Marks what stands for an object of Jetty. */
public interface Marked {}
