package org.apache.catalina;

/** Stands for Tomcat's loaders of applications. */
public class Loader extends ClassLoader {

    /** Loads what this class is loaded with. */
    public Loader() {
        super(Loader.class.getClassLoader());
    }
}
