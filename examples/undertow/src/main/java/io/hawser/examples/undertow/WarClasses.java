package io.hawser.examples.undertow;

import io.github.classgraph.ClassGraph;
import io.github.classgraph.ClassInfo;
import io.github.classgraph.ClassInfoList;
import io.github.classgraph.ScanResult;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** The classes of a WAR by what is written on them; closed when the application is known. */
final class WarClasses implements AutoCloseable {

    private final ClassLoader loader;
    private final ScanResult scan;

    WarClasses(Path war, ClassLoader loader) throws IOException {
        this.loader = loader;
        this.scan = new ClassGraph()
                .overrideClasspath(WarClassLoader.places(war))
                .enableClassInfo()
                .enableAnnotationInfo()
                .enableMethodInfo()
                .enableFieldInfo()
                .ignoreClassVisibility()
                .ignoreMethodVisibility()
                .ignoreFieldVisibility()
                .enableExternalClasses()
                .scan();
    }

    Set<Class<?>> annotated(Class<? extends Annotation> annotation) {
        return loaded(scan.getClassesWithAnnotation(annotation.getName()));
    }

    /** {@return what an initializer is given that has named this type in {@code @HandlesTypes}} */
    Set<Class<?>> handled(Class<?> type) {
        String name = type.getName();
        if (type.isAnnotation()) {
            return loaded(scan.getClassesWithAnnotation(name)
                    .union(scan.getClassesWithMethodAnnotation(name), scan.getClassesWithFieldAnnotation(name)));
        }
        return loaded(type.isInterface() ? scan.getClassesImplementing(name) : scan.getSubclasses(name));
    }

    private Set<Class<?>> loaded(ClassInfoList found) {
        Set<Class<?>> classes = new LinkedHashSet<>();
        for (ClassInfo info : found) {
            if (!info.isExternalClass()) {
                try {
                    classes.add(loader.loadClass(info.getName()));
                } catch (ClassNotFoundException | LinkageError e) {
                    System.getLogger(WarClasses.class.getName())
                            .log(System.Logger.Level.DEBUG, "left out: " + info.getName(), e);
                }
            }
        }
        return classes;
    }

    @Override
    public void close() {
        scan.close();
    }
}
