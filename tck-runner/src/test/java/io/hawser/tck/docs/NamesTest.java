package io.hawser.tck.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.Setting;
import io.hawser.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Classes that pages name exist. On all pages the test checks full names in {@code io.hawser}. On pages about the
 * inside of Hawser it checks all names in backticks that look like a class name.
 */
class NamesTest {

    private static final Pattern FULL = Pattern.compile("io\\.hawser(?:\\.[a-z]+)*\\.[A-Z]\\w*");
    private static final Pattern PACKAGE = Pattern.compile("io\\.hawser(?:\\.\\w+)*");
    /** A simple name with a lower-case letter, with an optional member and its arguments. */
    private static final Pattern SIMPLE = Pattern.compile("@?([A-Z]\\w*[a-z]\\w*)(?:\\.(\\w+))?(?:\\([^)]*\\))?");

    private static final Pattern INSIDE =
            Pattern.compile("docs/(?:architecture|message-path|threads|memory|transport|glossary|adr/.*)\\.md");

    /** Names that are not classes the test can see, with the reason. */
    private static final Map<String, String> OTHERS = Map.of("Basic", "RemoteEndpoint.Basic");

    /** Names that begin like a package and are not packages. */
    private static final Map<String, String> NO_PACKAGES = Map.of(
            "io.hawser.refuse.status", "a user property",
            "io.hawser.refuse.body", "a user property",
            "io.hawser.spring.boot.starter", "an automatic module");

    private static KnownNames known;

    @BeforeAll
    static void read() throws IOException {
        known = KnownNames.read();
    }

    static Stream<Page> pages() throws IOException {
        return Page.all().stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void areThoseOfClasses(Page page) {
        assertThat(unknown(page)).isEmpty();
    }

    @Test
    void anUnknownOneWouldBeFound() {
        List<String> lines = List.of(
                "`io.hawser.Setting`, `io.hawser.Nothing`, `io.hawser.nothing`, `io.hawser.idleTimeout`",
                "`FrameReader`, `FrameReader.read`, `FrameReader.write`, `FrameWeigher`, `ConcurrentHashMap.get`");
        assertThat(unknown(new Page(Page.TOP.resolve("docs/threads.md"), lines)))
                .containsExactly(
                        "docs/threads.md:1: io.hawser.Nothing",
                        "docs/threads.md:1: io.hawser.nothing",
                        "docs/threads.md:2: FrameReader.write",
                        "docs/threads.md:2: FrameWeigher");
        assertThat(unknown(new Page(Page.TOP.resolve("docs/faq.md"), lines))).hasSize(2);
    }

    private static List<String> unknown(Page page) {
        List<String> unknown = new ArrayList<>();
        for (int i = 0; i < page.lines().size(); i++) {
            for (Matcher full = FULL.matcher(page.lines().get(i)); full.find(); ) {
                if (!known.isClass(full.group())) {
                    unknown.add(page.at(i + 1) + ": " + full.group());
                }
            }
        }
        boolean inside = INSIDE.matcher(page.toString()).matches();
        for (Page.Found span : page.spans()) {
            String name = span.text();
            if (PACKAGE.matcher(name).matches() && !FULL.matcher(name).find() && !isPackageOrProperty(name)) {
                unknown.add(page.at(span.line()) + ": " + name);
            }
            Matcher simple = SIMPLE.matcher(name);
            if (inside && simple.matches() && !isKnown(simple.group(1), simple.group(2))) {
                unknown.add(page.at(span.line()) + ": " + name);
            }
        }
        return unknown;
    }

    private static boolean isPackageOrProperty(String name) {
        return known.isPackage(name)
                || NO_PACKAGES.containsKey(name)
                || name.equals(Settings.ALLOWED_HOSTS_PROPERTY)
                || name.equals(Settings.ALLOWED_ORIGINS_PROPERTY)
                || Stream.of(Setting.values()).anyMatch(setting -> name.equals(setting.property()));
    }

    private static boolean isKnown(String className, String member) {
        if (OTHERS.containsKey(className)) {
            return true;
        }
        return known.isSimpleName(className) && (member == null || known.hasMember(className, member));
    }
}
