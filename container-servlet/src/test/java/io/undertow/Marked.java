package io.undertow;

/** Marks what stands for an object of Undertow. */
public interface Marked {}
