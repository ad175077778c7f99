package io.hawser.handshake;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Finds header fields that an application has written without effect, because the handshake or HTTP itself writes them.
 */
public final class IgnoredFields {

    private IgnoredFields() {}

    /**
     * Returns the header fields whose change has no effect.
     *
     * @param formulated the header fields before the application saw them
     * @param changed the header fields after it did
     * @param heeded names of header fields that count nevertheless, in any case
     * @return the names of the others that differ, in the order of the alphabet
     */
    public static List<String> of(Headers formulated, Headers changed, String... heeded) {
        TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        formulated.forEach(field -> names.add(field.name()));
        changed.forEach(field -> names.add(field.name()));
        for (String name : heeded) {
            names.remove(name);
        }
        names.removeIf(name ->
                !HandshakeFields.isReserved(name) || formulated.all(name).equals(changed.all(name)));
        return new ArrayList<>(names);
    }
}
