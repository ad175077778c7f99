package org.apache.coyote;

/** A class that Tomcat has and GlassFish does not have. Also marks a fake connection of Tomcat. */
public interface Request {}
