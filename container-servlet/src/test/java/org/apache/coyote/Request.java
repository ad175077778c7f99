package org.apache.coyote;

/** What Tomcat has and GlassFish has not; also marks what stands for a connection of Tomcat. */
public interface Request {}
