package io.hawser.examples.server.war;

/** What the initializer looks for as well. */
interface Greeter {}
