package io.hawser.tck.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links lead to existing files and headings of this repository. */
class LinksTest {

    static Stream<Page> pages() throws IOException {
        return Page.all().stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void leadSomewhere(Page page) {
        assertThat(broken(page)).isEmpty();
    }

    @Test
    void aBrokenOneWouldBeFound() {
        Page page = new Page(
                Page.TOP.resolve("docs").resolve("new.md"),
                List.of(
                        "# A `heading`, with [a link](README.md)",
                        "[a](#a-heading-with-a-link), [b](#another), [c](README.md#how-to), [d](README.md#why)",
                        "[e](nothing.md), [f](../../outside), [g](https://example.com), `[h](nothing.md)`",
                        "![i](images/nothing.png)"));
        assertThat(broken(page))
                .containsExactly(
                        "docs/new.md:2: #another",
                        "docs/new.md:2: README.md#why",
                        "docs/new.md:3: nothing.md",
                        "docs/new.md:3: ../../outside",
                        "docs/new.md:4: images/nothing.png");
    }

    private static List<String> broken(Page page) {
        List<String> broken = new ArrayList<>();
        for (Page.Found link : page.links()) {
            if (!link.text().matches("[a-z]+:.*") && !leadsSomewhere(page, link.text())) {
                broken.add(page.at(link.line()) + ": " + link.text());
            }
        }
        return broken;
    }

    private static boolean leadsSomewhere(Page page, String link) {
        String[] parts = link.split("#", 2);
        Path file = parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]);
        boolean own = parts[0].isEmpty();
        if (!own && !(file.normalize().startsWith(Page.TOP) && Files.exists(file))) {
            return false;
        }
        return parts.length == 1 || (own ? page : Page.of(file)).anchors().contains(parts[1]);
    }
}
