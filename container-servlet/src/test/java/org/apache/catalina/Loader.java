package org.apache.catalina;

/** A fake of Tomcat's class loaders of applications. */
public class Loader extends ClassLoader {

    /** Has the loader of this class as its parent. */
    public Loader() {
        super(Loader.class.getClassLoader());
    }
}
