package org.apache.catalina;

/** Marks what stands for an object of Tomcat, or of GlassFish, whose web container descends from it. */
public interface Marked {}
