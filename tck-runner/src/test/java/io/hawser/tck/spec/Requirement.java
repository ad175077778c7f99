package io.hawser.tck.spec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A requirement of the specification.
 *
 * @param section the number and the title of the section, or the package of the API
 * @param id the number of an assertion, the number of a section whose sentences have none, or the name of a type
 * @param about the requirement, in a few words
 * @param reason the reason why no test proves it, or empty
 */
record Requirement(String section, String id, String about, String reason) {

    /** The resource with all requirements. */
    static final String LIST = "requirements.txt";

    /** {@return whether the requirement has its own number in the specification} */
    boolean isNumbered() {
        return !section.startsWith(id + " ");
    }

    /** {@return all requirements in the order of the specification} */
    static List<Requirement> all() {
        List<Requirement> all = new ArrayList<>();
        String section = "";
        for (String line : text().split("\n")) {
            if (line.startsWith("== ")) {
                section = line.substring(3);
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                String[] fields = line.split("\t");
                all.add(new Requirement(section, fields[0], fields[1], fields.length > 2 ? fields[2] : ""));
            }
        }
        return all;
    }

    private static String text() {
        try (InputStream list = Requirement.class.getResourceAsStream(LIST)) {
            return new String(list.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
