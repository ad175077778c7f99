package io.undertow;

/** Marks a fake object of Undertow. */
public interface Marked {}
