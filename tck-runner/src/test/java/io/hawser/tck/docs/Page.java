package io.hawser.tck.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation, in Markdown.
 *
 * @param file its file
 * @param lines its text
 */
record Page(Path file, List<String> lines) {

    /** The root of the repository. */
    static final Path TOP = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern FENCE = Pattern.compile(" *```([a-z]*)");
    private static final Pattern HEADING = Pattern.compile("#{1,6} (.*)");
    private static final Pattern LINK = Pattern.compile("\\[(?:[^\\[\\]]|\\[[^\\]]*\\])*\\]\\(([^)\\s]+)\\)");
    private static final Pattern LINKED_TEXT = Pattern.compile("\\[([^\\]]*)\\]\\([^)]*\\)");
    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");

    /**
     * A block of code.
     *
     * @param language the text after the three backticks, possibly empty
     * @param line the number of its first line of code on the page, from 1
     * @param code its lines
     */
    record Block(String language, int line, String code) {}

    /**
     * A part of a line of the page.
     *
     * @param line the number of the line, from 1
     * @param text the target of a link, or the text between backticks
     */
    record Found(int line, String text) {}

    static Page of(Path file) {
        try {
            return new Page(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }

    /** {@return the pages in the root, those below docs, and those of the examples} */
    static List<Page> all() throws IOException {
        List<Page> pages = new ArrayList<>();
        for (String name : List.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")) {
            pages.add(of(TOP.resolve(name)));
        }
        try (Stream<Path> docs = Files.walk(TOP.resolve("docs"));
                Stream<Path> examples = Files.walk(TOP.resolve("examples"))) {
            docs.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .map(Page::of)
                    .forEach(pages::add);
            examples.filter(file -> !file.toString().contains("target"))
                    .filter(file -> file.getFileName().toString().startsWith("README"))
                    .sorted()
                    .map(Page::of)
                    .forEach(pages::add);
        }
        return pages;
    }

    List<Block> blocks(String language) {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (fence.matches()) {
                int begin = i + 1;
                do {
                    i++;
                } while (!FENCE.matcher(lines.get(i)).matches());
                blocks.add(new Block(fence.group(1), begin + 1, String.join("\n", lines.subList(begin, i))));
            }
        }
        return blocks.stream()
                .filter(block -> block.language().equals(language))
                .toList();
    }

    /** {@return all lines, those within blocks of code replaced by empty ones} */
    private List<String> prose() {
        List<String> prose = new ArrayList<>();
        boolean code = false;
        for (String line : lines) {
            boolean fence = FENCE.matcher(line).matches();
            prose.add(fence || code ? "" : line);
            code ^= fence;
        }
        return prose;
    }

    private List<Found> found(Pattern pattern, boolean spans) {
        List<Found> found = new ArrayList<>();
        List<String> prose = prose();
        for (int i = 0; i < prose.size(); i++) {
            String line = spans ? prose.get(i) : SPAN.matcher(prose.get(i)).replaceAll("code");
            for (Matcher matcher = pattern.matcher(line); matcher.find(); ) {
                found.add(new Found(i + 1, matcher.group(1)));
            }
        }
        return found;
    }

    /** {@return the targets of its links and images} */
    List<Found> links() {
        return found(LINK, false);
    }

    /** {@return the texts between backticks in its prose} */
    List<Found> spans() {
        return found(SPAN, true);
    }

    /** {@return the anchors of its headings on GitHub} */
    Set<String> anchors() {
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> times = new HashMap<>();
        for (String line : prose()) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                String anchor = LINKED_TEXT
                        .matcher(heading.group(1))
                        .replaceAll("$1")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                        .replace(' ', '-');
                int before = times.merge(anchor, 1, Integer::sum) - 1;
                anchors.add(before == 0 ? anchor : anchor + "-" + before);
            }
        }
        return anchors;
    }

    /** {@return the name of a line of this page in messages} */
    String at(int line) {
        return this + ":" + line;
    }

    @Override
    public String toString() {
        return TOP.relativize(file).toString();
    }
}
