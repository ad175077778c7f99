package io.hawser.war;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Creates WAR files from classes of the tests. */
public final class TestWar {

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    /** Puts classes into {@code WEB-INF/classes}. */
    public TestWar classes(Class<?>... classes) {
        for (Class<?> type : classes) {
            entries.put("WEB-INF/classes/" + fileName(type), bytes(type));
        }
        return this;
    }

    /** Puts a JAR file into {@code WEB-INF/lib}. */
    public TestWar lib(String name, TestWar content) {
        Map<String, byte[]> stripped = new LinkedHashMap<>();
        content.entries.forEach((path, bytes) -> stripped.put(path.replaceFirst("^WEB-INF/classes/", ""), bytes));
        entries.put("WEB-INF/lib/" + name, zip(stripped));
        return this;
    }

    public TestWar file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    public TestWar file(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    /** Writes a WAR file. */
    public Path writeTo(Path file) throws IOException {
        return Files.write(file, zip(entries));
    }

    /** Writes an exploded directory. */
    public Path explodeTo(Path directory) throws IOException {
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            Path file = directory.resolve(entry.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, entry.getValue());
        }
        return directory;
    }

    private static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String fileName(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }

    private static byte[] bytes(Class<?> type) {
        try (InputStream in = type.getResourceAsStream("/" + fileName(type))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
