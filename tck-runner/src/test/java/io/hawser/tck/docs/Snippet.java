package io.hawser.tck.docs;

import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.SimpleJavaFileObject;

/**
 * A block of Java on a page, as a file that can be compiled. The lines keep their numbers, so messages of the compiler
 * name the line of the page.
 *
 * <ul>
 *   <li>A block with imports is compiled without a change.
 *   <li>A block with classes and no imports gets {@link #IMPORTS}.
 *   <li>Methods become methods of a configurator, and statements become the body of a method. Both can use the imports,
 *       and the fields and methods of {@link Fixtures}.
 * </ul>
 */
final class Snippet extends SimpleJavaFileObject {

    /** The imports of blocks without imports. */
    static final List<String> IMPORTS = List.of(
            "io.hawser.*",
            "io.hawser.handshake.*",
            "io.hawser.protocol.*",
            "io.hawser.standalone.*",
            "io.hawser.tck.docs.*",
            "jakarta.websocket.*",
            "jakarta.websocket.Extension.*",
            "jakarta.websocket.server.*",
            "java.io.*",
            "java.net.*",
            "java.nio.*",
            "java.nio.file.*",
            "java.security.*",
            "java.time.*",
            "java.util.*",
            "java.util.concurrent.*",
            "javax.net.ssl.*",
            "org.jboss.arquillian.container.test.api.*",
            "org.jboss.arquillian.junit5.*",
            "org.jboss.arquillian.test.api.*",
            "org.jboss.shrinkwrap.api.*",
            "org.jboss.shrinkwrap.api.spec.*",
            "org.junit.jupiter.api.*",
            "org.junit.jupiter.api.extension.*",
            "static java.nio.charset.StandardCharsets.*",
            "static org.assertj.core.api.Assertions.*",
            "static org.junit.jupiter.api.Assertions.*");

    /** Names that two of the imports contain. */
    private static final List<String> CHOSEN =
            List.of("io.hawser.protocol.ProtocolException", "jakarta.websocket.Extension");

    private static final Pattern TYPE = Pattern.compile(
            "(?m)^(?:(?:public|final|abstract|sealed) )*(?:class|interface|record|enum|@interface) (\\w+)");
    private static final Pattern METHOD = Pattern.compile("^(?:@|public |protected |private )");

    private final String source;

    private Snippet(String className, String source) {
        super(URI.create("string:///" + className + Kind.SOURCE.extension), Kind.SOURCE);
        this.source = source;
    }

    static Snippet of(Page.Block block) {
        String code = block.code();
        String lines = "\n".repeat(block.line() - 1);
        Matcher type = TYPE.matcher(code);
        if (type.find()) {
            String imports = code.contains("\nimport ") || code.startsWith("import ") ? "" : imports();
            return new Snippet(nameOfFile(code, type.group(1)), imports + lines + code);
        }
        String name = "Line" + block.line();
        if (METHOD.matcher(code).find()) {
            return new Snippet(
                    name, imports() + "class " + name + " extends Fixtures.OfConfigurator {" + lines + code + "}");
        }
        String result = Pattern.compile("(?m)^return ").matcher(code).find() ? "Object" : "void";
        return new Snippet(
                name,
                imports() + "class " + name + " extends Fixtures { " + result + " code() throws Exception {" + lines
                        + code + "\n}}");
    }

    private static String imports() {
        return Stream.concat(IMPORTS.stream(), CHOSEN.stream())
                .map(name -> "import " + name + "; ")
                .collect(Collectors.joining());
    }

    /** The file is named after its public class. */
    private static String nameOfFile(String code, String first) {
        Matcher open = Pattern.compile("(?m)^public [a-z ]*(?:class|interface|record|enum) (\\w+)")
                .matcher(code);
        return open.find() ? open.group(1) : first;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
    }
}
