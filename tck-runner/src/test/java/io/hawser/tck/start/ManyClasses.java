package io.hawser.tck.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/** The classes of a large application, of which few are endpoints. */
final class ManyClasses {

    private static final int CLASSES_IN_A_PACKAGE = 50;

    private ManyClasses() {}

    /**
     * Compiles classes with fields, methods, interfaces and superclasses of the application.
     *
     * @param directory the directory of the sources, in which the directory of the class files is created
     * @param count the number of classes
     * @param endpoints how many of them are annotated endpoints
     * @param classPath the class path of the compiler
     * @return the directory of the class files
     */
    static Path compile(Path directory, int count, int endpoints, String classPath) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-cp", classPath, "-d"));
        Path classes = Files.createDirectories(directory.resolve("classes"));
        arguments.add(classes.toString());
        for (int i = 0; i < count; i++) {
            Path file = Files.createDirectories(directory.resolve("app/part" + i / CLASSES_IN_A_PACKAGE))
                    .resolve("Class" + i + ".java");
            Files.writeString(file, i < endpoints ? endpoint(i) : plain(i));
            arguments.add(file.toString());
        }
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        if (status != 0) {
            throw new IllegalStateException("the classes of the application cannot be compiled");
        }
        return classes;
    }

    private static String endpoint(int number) {
        return """
                package app.part%d;
                @jakarta.websocket.server.ServerEndpoint("/endpoint-%2$d")
                public class Class%2$d {
                    @jakarta.websocket.OnMessage
                    public String answer(String message) { return message; }
                }
                """.formatted(number / CLASSES_IN_A_PACKAGE, number);
    }

    /** {@return the source of a class, every second of which extends the class before it} */
    private static String plain(int number) {
        int part = number / CLASSES_IN_A_PACKAGE;
        boolean extended = number % 2 == 1 && (number - 1) / CLASSES_IN_A_PACKAGE == part;
        StringBuilder source =
                new StringBuilder("""
                package app.part%d;
                import java.util.*;
                @Deprecated
                public class Class%d %s implements Comparable<Object>, java.io.Serializable {
                    private final Map<String, List<Integer>> values = new TreeMap<>();
                    public int compareTo(Object other) { return hashCode() - other.hashCode(); }
                """.formatted(part, number, extended ? "extends Class" + (number - 1) : ""));
        for (int method = 0; method < 20; method++) {
            source.append("""
                        public String method%d(String text, int count) {
                            values.computeIfAbsent(text + "%d", key -> new ArrayList<>()).add(count);
                            return values.toString();
                        }
                    """.formatted(method, method));
        }
        return source.append("}\n").toString();
    }
}
