package io.hawser.tck.docs;

import io.github.classgraph.ClassGraph;
import io.github.classgraph.ScanResult;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The classes of Hawser, from its sources, and the names of the classes of the JDK and of the class path. */
final class KnownNames {

    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|record|enum) ([A-Z]\\w*)");

    /** The texts of the files that declare a class of a simple name, whether nested or not. */
    private final Map<String, List<String>> sources = new HashMap<>();
    /** Full names of classes that are not nested. */
    private final Set<String> classes = new HashSet<>();

    /** Names of packages and of Java modules. */
    private final Set<String> packages = new HashSet<>();

    private final Set<String> foreign = new HashSet<>();

    private KnownNames() {}

    static KnownNames read() throws IOException {
        KnownNames names = new KnownNames();
        try (Stream<Path> files = Files.walk(Page.TOP)) {
            for (Path file : files.filter(KnownNames::isSource).toList()) {
                names.add(file);
            }
        }
        try (Stream<Path> jdk =
                Files.walk(FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules"))) {
            jdk.map(Path::toString).forEach(names::addForeign);
        }
        try (ScanResult path = new ClassGraph().acceptPaths("").scan()) {
            path.getAllResources().getPaths().forEach(names::addForeign);
        }
        return names;
    }

    private static boolean isSource(Path file) {
        return file.toString().matches(".*/src/(main|test)/java[^/]*/.*\\.java");
    }

    private void add(Path file) throws IOException {
        String text = Files.readString(file);
        Matcher module = Pattern.compile("(?m)^module ([\\w.]+) ").matcher(text);
        if (module.find()) {
            packages.add(module.group(1));
        }
        Matcher inPackage = Pattern.compile("(?m)^package ([\\w.]+);").matcher(text);
        if (inPackage.find()) {
            packages.add(inPackage.group(1));
            String name = file.getFileName().toString().replace(".java", "");
            classes.add(inPackage.group(1) + "." + name);
        }
        for (Matcher type = TYPE.matcher(text); type.find(); ) {
            sources.computeIfAbsent(type.group(1), name -> new ArrayList<>()).add(text);
        }
    }

    private void addForeign(String path) {
        if (path.endsWith(".class") && !path.contains("$") && !path.contains("io/hawser/")) {
            foreign.add(path.substring(path.lastIndexOf('/') + 1, path.length() - ".class".length()));
        }
    }

    /** {@return whether Hawser has a class with this full name, which ends with that of a class that is not nested} */
    boolean isClass(String fullName) {
        return classes.contains(fullName);
    }

    /** {@return whether Hawser has a package or a Java module of this name} */
    boolean isPackage(String name) {
        return packages.contains(name);
    }

    /** {@return whether Hawser, the JDK or the class path has a class of this simple name} */
    boolean isSimpleName(String name) {
        return sources.containsKey(name) || foreign.contains(name);
    }

    /** {@return whether a class has a member; for classes of Hawser, whether the source contains its name} */
    boolean hasMember(String className, String member) {
        List<String> texts = sources.getOrDefault(className, List.of());
        Pattern word = Pattern.compile("\\b" + Pattern.quote(member) + "\\b");
        return foreign.contains(className)
                || texts.stream().anyMatch(text -> word.matcher(text).find());
    }
}
