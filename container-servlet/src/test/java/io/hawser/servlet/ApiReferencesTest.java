package io.hawser.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.container.HawserServerContainer;
import io.hawser.servlet.ClassFileReferences.Member;
import java.io.IOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Hawser runs with the API of the server. The oldest version of {@code jakarta.websocket} and Tomcat's classes have
 * everything to which the classes of the engine and of both containers refer. These classes implement all methods of
 * each such API.
 */
class ApiReferencesTest {

    private static final String API = "jakarta/websocket/";
    private static final Path APIS = Path.of("target", "other-apis");

    /** An API of another project. The build copies the files. */
    private enum OtherApi {
        OLDEST("jakarta.websocket-api.jar", "jakarta.websocket-client-api.jar"),
        TOMCAT("tomcat-embed-websocket.jar");

        private final List<Path> files;

        OtherApi(String... files) {
            this.files = Arrays.stream(files).map(APIS::resolve).toList();
        }
    }

    /** {@return the classes of Hawser that run in an application: directories or jar files} */
    private static List<Path> modules() throws Exception {
        List<Path> modules = new ArrayList<>();
        for (Class<?> type : List.of(
                HawserServerContainer.class, UpgradeFilter.class, Class.forName("io.hawser.standalone.HawserServer"))) {
            modules.add(Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI()));
        }
        return modules;
    }

    private static List<ClassFileReferences> classes() throws Exception {
        List<ClassFileReferences> classes = new ArrayList<>();
        for (Path module : modules()) {
            if (Files.isDirectory(module)) {
                read(module, classes);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(module)) {
                    read(jar.getPath("/"), classes);
                }
            }
        }
        assertThat(classes).as("the classes of three modules").hasSizeGreaterThan(300);
        return classes;
    }

    private static void read(Path root, List<ClassFileReferences> into) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.toString();
                if (name.endsWith(".class") && !name.endsWith("module-info.class")) {
                    into.add(ClassFileReferences.of(Files.readAllBytes(file)));
                }
            }
        }
    }

    /** {@return a loader of Hawser, its dependencies, and another API} */
    private static URLClassLoader with(OtherApi api) throws Exception {
        Set<Path> paths = new LinkedHashSet<>(modules());
        assertThat(api.files).allMatch(Files::exists, "copied by process-test-resources");
        paths.addAll(api.files);
        for (String property : List.of("java.class.path", "jdk.module.path", "surefire.test.class.path")) {
            for (String path : System.getProperty(property, "").split(System.getProperty("path.separator"))) {
                if (!path.isEmpty() && !path.contains("jakarta.websocket")) {
                    paths.add(Path.of(path));
                }
            }
        }
        List<URL> urls = new ArrayList<>();
        for (Path path : paths) {
            urls.add(path.toUri().toURL());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static Class<?> load(ClassLoader loader, String name) throws ClassNotFoundException {
        return Class.forName(name.replace('/', '.'), false, loader);
    }

    private static boolean has(ClassLoader loader, Member member) {
        try {
            Class<?> owner = load(loader, member.owner());
            if (!member.descriptor().startsWith("(")) {
                return Arrays.stream(owner.getFields())
                        .anyMatch(field -> field.getName().equals(member.name())
                                && field.getType().descriptorString().equals(member.descriptor()));
            }
            MethodType type = MethodType.fromMethodDescriptorString(member.descriptor(), loader);
            return member.name().equals("<init>")
                    ? Arrays.stream(owner.getDeclaredConstructors()).anyMatch(constructor -> matches(constructor, type))
                    : hasMethod(owner, member.name(), type);
        } catch (ClassNotFoundException | TypeNotPresentException e) {
            return false;
        }
    }

    private static boolean matches(Constructor<?> constructor, MethodType type) {
        return !Modifier.isPrivate(constructor.getModifiers())
                && Arrays.equals(constructor.getParameterTypes(), type.parameterArray());
    }

    private static boolean hasMethod(Class<?> owner, String name, MethodType type) {
        for (Class<?> each = owner; each != null; each = each.getSuperclass()) {
            if (declares(each, name, type)) {
                return true;
            }
        }
        return declares(Object.class, name, type)
                || Arrays.stream(owner.getMethods()).anyMatch(method -> matches(method, name, type));
    }

    private static boolean declares(Class<?> owner, String name, MethodType type) {
        return Arrays.stream(owner.getDeclaredMethods()).anyMatch(method -> matches(method, name, type));
    }

    private static boolean matches(Method method, String name, MethodType type) {
        return method.getName().equals(name)
                && !Modifier.isPrivate(method.getModifiers())
                && method.getReturnType() == type.returnType()
                && Arrays.equals(method.getParameterTypes(), type.parameterArray());
    }

    @ParameterizedTest
    @EnumSource
    void everythingThatIsReferredToIsThere(OtherApi api) throws Exception {
        List<String> missing = new ArrayList<>();
        int found = 0;
        try (URLClassLoader loader = with(api)) {
            for (ClassFileReferences file : classes()) {
                for (Member member : file.members()) {
                    if (member.owner().startsWith(API)) {
                        found++;
                        if (!has(loader, member)) {
                            missing.add(file.name() + " -> " + member);
                        }
                    }
                }
                for (String type : file.types()) {
                    if (type.startsWith(API) && loader.getResource(type + ".class") == null) {
                        missing.add(file.name() + " -> " + type);
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(found).as("what was looked at").isGreaterThan(100);
    }

    @ParameterizedTest
    @EnumSource
    void noMethodOfTheApiIsLeftUndone(OtherApi api) throws Exception {
        List<String> undone = new ArrayList<>();
        int implemented = 0;
        try (URLClassLoader loader = with(api)) {
            for (ClassFileReferences file : classes()) {
                if (file.types().stream().noneMatch(type -> type.startsWith(API))) {
                    continue;
                }
                Class<?> type = load(loader, file.name());
                if (Modifier.isAbstract(type.getModifiers())) {
                    continue;
                }
                for (Method method : type.getMethods()) {
                    if (Modifier.isAbstract(method.getModifiers())) {
                        undone.add(file.name() + " -> " + method);
                    }
                }
                implemented++;
            }
        }
        assertThat(undone).isEmpty();
        assertThat(implemented).isGreaterThan(50);
    }
}
