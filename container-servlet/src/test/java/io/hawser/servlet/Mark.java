package io.hawser.servlet;

import java.io.IOException;
import java.io.InputStream;

/** The marks of fakes. Hawser recognizes containers by their classes, and fakes by these. */
public enum Mark {
    TOMCAT(org.apache.catalina.Marked.class, org.apache.coyote.Request.class),
    GLASSFISH(WithoutCoyote.marked(), WithoutCoyote.marked()),
    JETTY(org.eclipse.jetty.Marked.class, org.eclipse.jetty.Marked.class),
    UNDERTOW(io.undertow.Marked.class, io.undertow.Marked.class),
    LIBERTY(com.ibm.ws.Marked.class, com.ibm.ws.Marked.class),
    NOBODY(Unmarked.class, Unmarked.class);

    public final Class<?> ofContext;
    final Class<?> ofConnection;

    Mark(Class<?> ofContext, Class<?> ofConnection) {
        this.ofContext = ofContext;
        this.ofConnection = ofConnection;
    }

    /** Marks no server. */
    public interface Unmarked {}

    /** Loads its own Catalina, and hides the class that only Tomcat has. */
    private static final class WithoutCoyote extends ClassLoader {

        private WithoutCoyote() {
            super(Mark.class.getClassLoader());
        }

        static Class<?> marked() {
            try {
                return new WithoutCoyote().loadClass("org.apache.catalina.Marked");
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.apache.coyote.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("org.apache.catalina.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
