package io.hawser.examples.server.war;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.annotation.HandlesTypes;
import java.util.Set;
import java.util.stream.Collectors;

/** Notes which classes it has been given. */
@HandlesTypes({Marked.class, Greeter.class})
public final class Initializer implements ServletContainerInitializer {

    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext context) {
        context.setAttribute(
                "given",
                classes == null
                        ? "nothing"
                        : classes.stream().map(Class::getSimpleName).sorted().collect(Collectors.joining(" ")));
    }
}
