package io.hawser.container.extension;

import io.hawser.WebSocketExtension;
import io.hawser.protocol.FrameExtension;
import io.hawser.protocol.Role;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** An installed extension that a client offers with its own parameters. */
record OfferedExtension(WebSocketExtension installed, List<Parameter> parameters) implements WebSocketExtension {

    @Override
    public String getName() {
        return installed.getName();
    }

    @Override
    public List<Parameter> getParameters() {
        return parameters;
    }

    @Override
    public Optional<List<Parameter>> accept(List<Parameter> offered) {
        return installed.accept(offered);
    }

    @Override
    public FrameExtension open(Role role, List<Parameter> agreed) {
        return installed.open(role, agreed);
    }

    // By hand in classes that applications get: the methods that the compiler adds leave the class in a static cache of
    // the JDK.

    @Override
    public boolean equals(Object object) {
        return object instanceof OfferedExtension other
                && Objects.equals(installed, other.installed)
                && Objects.equals(parameters, other.parameters);
    }

    @Override
    public int hashCode() {
        return Objects.hash(installed, parameters);
    }

    @Override
    public String toString() {
        return getName() + parameters;
    }
}
