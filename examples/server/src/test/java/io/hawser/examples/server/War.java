package io.hawser.examples.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A web application that a test writes, file by file. */
final class War {

    private static final String PACKAGE = "io/hawser/examples/server/war/";

    private final Path directory;

    War(Path directory) {
        this.directory = directory;
    }

    /** Servlet, filter and listener in WEB-INF/classes, the initializer in WEB-INF/lib, and a login. */
    static War complete(Path directory, String login) throws IOException {
        return new War(directory)
                .classes("MarkedServlet", "PoliteGreeter", "NotingListener", "NotingFilter")
                .initializer()
                .file("index.html", "welcome")
                .file("login.html", "please log in")
                .file("WEB-INF/web.xml", """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                          <context-param>
                            <param-name>parameter</param-name>
                            <param-value>given</param-value>
                          </context-param>
                          <security-constraint>
                            <web-resource-collection>
                              <web-resource-name>secret</web-resource-name>
                              <url-pattern>/secret/*</url-pattern>
                            </web-resource-collection>
                            <auth-constraint>
                              <role-name>staff</role-name>
                            </auth-constraint>
                          </security-constraint>
                          %s
                          <security-role>
                            <role-name>staff</role-name>
                          </security-role>
                        </web-app>
                        """.formatted(login));
    }

    War classes(String... names) throws IOException {
        for (String name : names) {
            try (InputStream in = open(name)) {
                write("WEB-INF/classes/" + PACKAGE + name + ".class", in.readAllBytes());
            }
        }
        return this;
    }

    private War initializer() throws IOException {
        Path jar = Files.createDirectories(directory.resolve("WEB-INF/lib")).resolve("initializer.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String name : new String[] {"Initializer", "Marked", "Greeter"}) {
                zip.putNextEntry(new ZipEntry(PACKAGE + name + ".class"));
                try (InputStream in = open(name)) {
                    in.transferTo(zip);
                }
            }
            zip.putNextEntry(new ZipEntry("META-INF/services/jakarta.servlet.ServletContainerInitializer"));
            zip.write((PACKAGE.replace('/', '.') + "Initializer\n").getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    War file(String name, String content) throws IOException {
        write(name, content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Path directory() {
        return directory;
    }

    /** {@return the application as one file} */
    Path packed(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> files = Files.walk(directory)) {
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(
                        new ZipEntry(directory.relativize(path).toString().replace('\\', '/')));
                Files.copy(path, zip);
            }
        }
        return file;
    }

    private static InputStream open(String name) {
        return War.class.getResourceAsStream("/" + PACKAGE + name + ".class");
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }
}
