package io.undertow.websockets.jsr;

/** Stands for a container of Undertow. */
public final class Marked {}
