package io.hawser.tck.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each block of Java on a page compiles, together with the others of the same page: see {@link Snippet}. */
class JavaBlocksTest {

    @TempDir
    Path classes;

    static Stream<Page> pages() throws IOException {
        return Page.all().stream().filter(page -> !page.blocks("java").isEmpty());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void compile(Page page) {
        assertThat(errors(page)).isEmpty();
    }

    @Test
    void aBrokenOneWouldBeFound() {
        Page page = new Page(
                Page.TOP.resolve("new.md"),
                List.of("```java", "session.getId();", "session.shout();", "```", "```java", "class A {", "}", "```"));
        assertThat(errors(page)).singleElement().asString().startsWith("new.md:3: cannot find symbol");
    }

    private List<String> errors(Page page) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
        List<Snippet> files = page.blocks("java").stream().map(Snippet::of).toList();
        List<String> options =
                List.of("-proc:none", "-d", classes.toString(), "-classpath", System.getProperty("java.class.path"));
        compiler.getTask(null, null, messages, options, null, files).call();
        return messages.getDiagnostics().stream()
                .filter(message -> message.getKind() == Diagnostic.Kind.ERROR)
                .map(message -> page.at((int) message.getLineNumber()) + ": " + message.getMessage(null))
                .toList();
    }
}
