package io.hawser;

import io.hawser.log.Log;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Finds misspelt names of settings, which would have no effect. */
final class UnknownSettings {

    private static final Log LOG = Log.of(UnknownSettings.class);
    private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

    private UnknownSettings() {}

    /** Warns about each unknown name, once in the process. */
    static void warn(Set<String> properties, SettingSource source) {
        for (String property : properties) {
            if (isUnknown(property) && WARNED.add(source.name(property))) {
                String message = source.name(property)
                        + " is not a setting and has no effect; the most similar setting is " + nearest(property);
                LOG.log(Level.WARNING, message);
            }
        }
    }

    /** Names with a further dot are not those of settings. */
    private static boolean isUnknown(String property) {
        return property.startsWith(Setting.PREFIX)
                && property.indexOf('.', Setting.PREFIX.length()) < 0
                && known().noneMatch(property::equals);
    }

    private static Stream<String> known() {
        return Stream.concat(
                Stream.of(Setting.PREFIX + SettingReader.ALLOWED_ORIGINS, Setting.PREFIX + SettingReader.ALLOWED_HOSTS),
                Arrays.stream(Setting.values()).map(Setting::property));
    }

    private static String nearest(String property) {
        return known().min(Comparator.comparingInt(name -> distance(name, property)))
                .orElseThrow();
    }

    /**
     * Returns how many letters have to be added, left out or replaced to turn one text into the other (Levenshtein).
     */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        Arrays.setAll(above, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                row[j] = Math.min(above[j - 1] + (same ? 0 : 1), 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
