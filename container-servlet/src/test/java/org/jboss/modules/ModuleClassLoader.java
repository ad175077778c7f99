package org.jboss.modules;

/** A fake class loader of an application of WildFly. */
public final class ModuleClassLoader extends ClassLoader {

    /** Creates a class loader without classes of its own. */
    public ModuleClassLoader() {
        super(ModuleClassLoader.class.getClassLoader());
    }
}
