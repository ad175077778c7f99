package io.hawser.tck.ee;

import io.hawser.tck.servlet.War;
import io.hawser.tck.suite.Libraries;
import io.hawser.tck.suite.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The application for all servers, as a WAR file: the classes of {@code tck-runner/servers/ee}, Hawser in
 * {@code WEB-INF/lib}, and no configuration of WebSocket. On a servlet container it has CDI as well, and no classes of
 * the platform.
 *
 * @param libraries the module of {@code tck-runner/servers} whose class path is in {@code WEB-INF/lib}
 * @param login BASIC or FORM
 * @param more further files by their names
 */
record EeWar(String libraries, String login, Map<String, String> more) {

    private static final Path CLASSES =
            Path.of(System.getProperty("tck.servers", "servers"), "ee", "target", "classes");

    /** What a servlet container does not have the classes for. */
    private static final Path PLATFORM = CLASSES.resolve("io/hawser/tck/ee/platform");

    /** Roles have the names of groups. GlassFish and Payara need that in a file; the other servers do it. */
    private static final String ROLES = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE glassfish-web-app PUBLIC "-//GlassFish.org//DTD GlassFish Application Server 3.1 Servlet 3.0//EN"
                "http://glassfish.org/dtds/glassfish-web-app_3_0-1.dtd">
            <glassfish-web-app>
              <security-role-mapping>
                <role-name>staff</role-name>
                <group-name>staff</group-name>
              </security-role-mapping>
            </glassfish-web-app>
            """;

    private static final String ELEMENTS = """
            <env-entry>
              <env-entry-name>greeting</env-entry-name>
              <env-entry-type>java.lang.String</env-entry-type>
              <env-entry-value>good morning</env-entry-value>
            </env-entry>
            <security-constraint>
              <web-resource-collection>
                <web-resource-name>secret</web-resource-name>
                <url-pattern>/secret/*</url-pattern>
              </web-resource-collection>
              <auth-constraint>
                <role-name>staff</role-name>
              </auth-constraint>
            </security-constraint>
            <security-role>
              <role-name>staff</role-name>
            </security-role>
            """;

    private static final String BEANS = """
            <?xml version="1.0" encoding="UTF-8"?>
            <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0" bean-discovery-mode="annotated"/>
            """;

    /** A page that talks to an endpoint. */
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <meta charset="utf-8">
            <title>connecting</title>
            <form id="say"><input id="text"></form>
            <p id="heard"></p>
            <script>
              const address = new URL("room/red/7", location);
              address.protocol = "ws:";
              const socket = new WebSocket(address);
              socket.onopen = () => document.title = "open";
              socket.onmessage = (event) => document.querySelector("#heard").textContent = event.data;
              socket.onclose = (event) => document.title = "closed with " + event.code;
              document.querySelector("#say").onsubmit = (event) => {
                event.preventDefault();
                socket.send("ann:" + document.querySelector("#text").value);
              };
            </script>
            </html>
            """;

    /** {@return the WAR with all of Hawser, and BASIC login} */
    static EeWar whole() {
        return new EeWar("application", "<auth-method>BASIC</auth-method>", Map.of());
    }

    /** {@return the WAR without Hawser's client} */
    static EeWar withoutClient() {
        return new EeWar("without-client", "<auth-method>BASIC</auth-method>", Map.of());
    }

    /** {@return the WAR with a page for the login} */
    static EeWar withForm() {
        return new EeWar("application", """
                <auth-method>FORM</auth-method>
                <form-login-config>
                  <form-login-page>/login.html</form-login-page>
                  <form-error-page>/wrong.html</form-error-page>
                </form-login-config>
                """, Map.of("login.html", "who is there?", "wrong.html", "not you"));
    }

    /** {@return the same WAR with one more file} */
    EeWar with(String name, String content) {
        Map<String, String> all = new LinkedHashMap<>(more);
        all.put(name, content);
        return new EeWar(libraries, login, all);
    }

    /** Writes the WAR file for a server to a folder. */
    Path in(Path folder, String name, EeServer server) throws IOException {
        Path parts = Files.createTempDirectory(folder, "war-");
        War war = new War(parts)
                .webXml(ELEMENTS + "<login-config>\n" + login + "</login-config>\n")
                .file("WEB-INF/beans.xml", BEANS)
                .file("room.html", PAGE)
                .file("WEB-INF/glassfish-web.xml", ROLES);
        for (Map.Entry<String, String> file : more.entrySet()) {
            war.file(file.getKey(), file.getValue());
        }
        addLibraries(libraries, parts);
        if (!server.hasPlatform()) {
            addLibraries("weld", parts);
        }
        Path file = folder.resolve(name + ".war");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            pack(parts, "", part -> true, zip);
            pack(CLASSES, "WEB-INF/classes/", part -> server.hasPlatform() || !part.startsWith(PLATFORM), zip);
        }
        return file;
    }

    private static void addLibraries(String module, Path parts) throws IOException {
        Libraries.of(Target.classPath(module), Files.createTempDirectory(parts.getParent(), "lib-"))
                .addTo(parts);
    }

    private static void pack(Path folder, String prefix, Predicate<Path> wanted, ZipOutputStream zip)
            throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.filter(Files::isRegularFile).filter(wanted).sorted().toList();
        }
        for (Path file : all) {
            zip.putNextEntry(new ZipEntry(prefix + folder.relativize(file)));
            Files.copy(file, zip);
            zip.closeEntry();
        }
    }
}
