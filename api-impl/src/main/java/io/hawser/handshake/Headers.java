package io.hawser.handshake;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** HTTP header fields in the order in which they were added. The case of names is ignored. */
public final class Headers implements Iterable<Headers.Field> {

    /** No header fields. */
    public static final Headers EMPTY = new Headers(List.of());

    private final List<Field> fields;

    private Headers(List<Field> fields) {
        this.fields = fields;
    }

    /**
     * A header line. No field can carry another one: a line break in a name or a value is refused.
     *
     * @param name the name, a token (RFC 9110, section 5.1)
     * @param value the value (RFC 9110, section 5.5); spaces and tabs around it are dropped
     */
    public record Field(String name, String value) {

        /**
         * Checks name and value.
         *
         * @throws IllegalArgumentException if the name is not a token, or the value holds a control character other
         *     than the tab or a character above U+00FF
         */
        public Field {
            Tokens.require("the header name", name);
            int refused = firstRefused(value);
            if (refused >= 0) {
                throw new IllegalArgumentException("the value of the header " + Escaped.text(name, 100)
                        + " must not hold the character U+%04X (index %d)"
                                .formatted((int) value.charAt(refused), refused));
            }
            value = value.trim();
        }

        /** {@return the index of the first character that a value must not hold; -1 if there is none} */
        private static int firstRefused(String value) {
            for (int i = 0; i < value.length(); i++) {
                if (!isAllowed(value.charAt(i))) {
                    return i;
                }
            }
            return -1;
        }

        /** Above U+00FF a writer that cuts characters to bytes would make U+010A a line feed. */
        private static boolean isAllowed(char c) {
            return c == '\t' || c >= ' ' && c != 0x7f && c <= 0xff;
        }
    }

    /**
     * Creates a builder without header fields.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Finds all values of a name.
     *
     * @param name the name, in any case
     * @return the values in their order, one for each header line
     */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>(1);
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                values.add(field.value());
            }
        }
        return Collections.unmodifiableList(values);
    }

    /**
     * Finds the first value of a name.
     *
     * @param name the name, in any case
     * @return the value of the first header line of that name
     */
    public Optional<String> first(String name) {
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    /**
     * Tells whether a name is there.
     *
     * @param name the name, in any case
     * @return whether a header line has it
     */
    public boolean contains(String name) {
        return first(name).isPresent();
    }

    /**
     * Gives the value of a name that must not be missing, nor be there twice: which one counts would be a guess.
     *
     * @throws IllegalArgumentException if there is not exactly one header line of that name
     */
    String only(String name) {
        List<String> values = all(name);
        if (values.size() != 1) {
            throw new IllegalArgumentException(
                    "there must be exactly one header line " + name + ", there are " + values.size());
        }
        return values.get(0);
    }

    /**
     * Gives the fields as a map.
     *
     * @return an unmodifiable map that finds names in any case; the values of each name keep their order
     */
    public Map<String, List<String>> toMap() {
        Map<String, List<String>> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Field field : fields) {
            map.computeIfAbsent(field.name(), name -> new ArrayList<>()).add(field.value());
        }
        map.replaceAll((name, values) -> List.copyOf(values));
        return Collections.unmodifiableMap(map);
    }

    @Override
    public Iterator<Field> iterator() {
        return fields.iterator();
    }

    /** Shows the names alone: values may be credentials. */
    @Override
    public String toString() {
        return fields.stream().map(Field::name).toList().toString();
    }

    /** Collects header fields. To be used by one thread at a time. */
    public static final class Builder {

        private final List<Field> fields = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a header line behind the others.
         *
         * @param name the name
         * @param value the value
         * @return this builder
         * @throws IllegalArgumentException as {@link Field#Field(String, String)} does
         */
        public Builder add(String name, String value) {
            fields.add(new Field(name, value));
            return this;
        }

        /**
         * Adds a header line that is not to be written anywhere: of a request that somebody else has received, and
         * shows with what no line can hold. What a value must not hold becomes a question mark, so that a line which
         * matters is never overlooked; a line whose name is no token is left out.
         *
         * @param name the name, which may be anything
         * @param value the value, which may be anything
         * @return this builder
         */
        public Builder addShown(String name, String value) {
            if (Tokens.isToken(name)) {
                add(name, Field.firstRefused(value) < 0 ? value : allowed(value));
            }
            return this;
        }

        private static String allowed(String value) {
            StringBuilder allowed = new StringBuilder(value);
            for (int i = 0; i < value.length(); i++) {
                if (!Field.isAllowed(value.charAt(i))) {
                    allowed.setCharAt(i, '?');
                }
            }
            return allowed.toString();
        }

        /**
         * Removes the header lines of a name and adds one behind the others.
         *
         * @param name the name
         * @param value the value
         * @return this builder
         * @throws IllegalArgumentException as {@link Field#Field(String, String)} does
         */
        public Builder set(String name, String value) {
            Field added = new Field(name, value);
            fields.removeIf(field -> field.name().equalsIgnoreCase(name));
            fields.add(added);
            return this;
        }

        /**
         * Adds header lines after the others.
         *
         * @param headers the header lines
         * @return this builder
         */
        public Builder addAll(Headers headers) {
            fields.addAll(headers.fields);
            return this;
        }

        /**
         * Returns the header fields that were collected so far.
         *
         * @return the header fields
         */
        public Headers build() {
            return new Headers(List.copyOf(fields));
        }
    }
}
