package org.apache.catalina;

/** Marks a fake object of Tomcat, or of GlassFish, whose web container descends from Tomcat. */
public interface Marked {}
