package io.undertow.websockets.jsr;

/** A fake container of Undertow. */
public final class Marked {}
