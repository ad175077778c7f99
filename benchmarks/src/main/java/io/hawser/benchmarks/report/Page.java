package io.hawser.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page that shows results between two comments. What is around them stays.
 *
 * @param file the page
 */
public record Page(Path file) {

    private static final String BEGIN = "<!-- results: begin -->\n";
    private static final String END = "<!-- results: end -->\n";

    /**
     * Replaces what is between the comments.
     *
     * @param markdown what is there from now on
     * @throws IOException where the file cannot be read or written, or has no such comments
     */
    public void show(String markdown) throws IOException {
        String text = Files.readString(file);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(file + " has no lines " + BEGIN.strip() + " and " + END.strip());
        }
        Files.writeString(
                file, text.substring(0, begin + BEGIN.length()) + "\n" + markdown + "\n" + text.substring(end));
    }
}
