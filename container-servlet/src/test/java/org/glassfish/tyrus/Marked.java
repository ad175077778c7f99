package org.glassfish.tyrus;

/** Stands for a container of Tyrus. */
public final class Marked {}
