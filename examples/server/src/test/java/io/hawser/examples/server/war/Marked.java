package io.hawser.examples.server.war;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** What the initializer looks for. */
@Retention(RetentionPolicy.RUNTIME)
@interface Marked {}
