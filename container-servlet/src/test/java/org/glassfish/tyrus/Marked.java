package org.glassfish.tyrus;

/** A fake container of Tyrus. */
public final class Marked {}
