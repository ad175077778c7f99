package io.hawser.standalone.deployment;

import io.github.classgraph.ClassGraph;
import io.github.classgraph.ClassInfo;
import io.github.classgraph.ClassInfoList;
import io.github.classgraph.ScanResult;
import io.hawser.container.Archive;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpoint;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Finds endpoints and {@link ServerApplicationConfig}s by reading class files. It loads only the classes that it finds,
 * and initialises none of them.
 */
public final class EndpointScan {

    private EndpointScan() {}

    /**
     * Scans directories and JAR files.
     *
     * @param classPath the directories and JAR files
     * @param loader loads the classes that are found
     * @return the classes of each directory or JAR file
     * @throws DeploymentException if a class that is found cannot be loaded
     */
    public static Collection<Archive> classPath(List<Path> classPath, ClassLoader loader) throws DeploymentException {
        // Without any element, the whole class path of this process would be scanned.
        return classPath.isEmpty() ? List.of() : scan(new ClassGraph().overrideClasspath(classPath), loader);
    }

    /**
     * Scans packages, and the packages below them, on the class path and the module path.
     *
     * @param packages the names of the packages; none for all packages
     * @param loader the class loader whose class path is scanned; it loads the classes that are found
     * @return the classes of each directory, JAR file or module
     * @throws DeploymentException if a class that is found cannot be loaded
     */
    public static Collection<Archive> packages(Collection<String> packages, ClassLoader loader)
            throws DeploymentException {
        return scan(new ClassGraph().addClassLoader(loader).acceptPackages(packages.toArray(String[]::new)), loader);
    }

    private static Collection<Archive> scan(ClassGraph graph, ClassLoader loader) throws DeploymentException {
        Map<URI, Archive> archives = new LinkedHashMap<>();
        try (ScanResult result = graph.enableClassInfo()
                .enableAnnotationInfo()
                .ignoreClassVisibility()
                .enableExternalClasses()
                .scan()) {
            for (ClassInfo config : concrete(result.getClassesImplementing(ServerApplicationConfig.class.getName()))) {
                load(config, loader, archive(archives, config)::addConfig);
            }
            for (ClassInfo annotated : result.getClassesWithAnnotation(ServerEndpoint.class.getName())) {
                if (annotated.isExternalClass() || !annotated.isStandardClass()) {
                    continue;
                }
                if (annotated.isPublic() && !annotated.isAbstract()) {
                    load(annotated, loader, archive(archives, annotated)::addAnnotated);
                } else {
                    Archive.warnOfSkipped(annotated.getName(), annotated.isAbstract(), annotated.isInnerClass());
                }
            }
            for (ClassInfo endpoint : concrete(result.getSubclasses(Endpoint.class.getName()))) {
                // Only a ServerApplicationConfig asks for them.
                if (endpoint.isPublic() && archive(archives, endpoint).hasConfig()) {
                    load(endpoint, loader, archive(archives, endpoint)::addEndpoint);
                }
            }
        }
        return archives.values();
    }

    private static ClassInfoList concrete(ClassInfoList classes) {
        return classes.filter(info -> info.isStandardClass() && !info.isAbstract() && !info.isExternalClass());
    }

    private static Archive archive(Map<URI, Archive> archives, ClassInfo info) {
        return archives.computeIfAbsent(info.getClasspathElementURI(), uri -> new Archive());
    }

    /** Loads a class. A class that was found may lack classes that its superclass or its annotations name. */
    private static void load(ClassInfo info, ClassLoader loader, Consumer<Class<?>> archive)
            throws DeploymentException {
        try {
            archive.accept(Class.forName(info.getName(), false, loader));
        } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
            throw new DeploymentException(
                    "The class " + info.getName() + " was found by scanning " + info.getClasspathElementURI()
                            + " and cannot be loaded: " + e,
                    e.getCause());
        }
    }
}
