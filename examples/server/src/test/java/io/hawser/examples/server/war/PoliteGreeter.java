package io.hawser.examples.server.war;

/** Found, since it implements what the initializer looks for. */
public final class PoliteGreeter implements Greeter {}
