package io.hawser.container;

import io.hawser.protocol.FrameExtension;
import io.hawser.protocol.Role;
import java.util.List;
import java.util.Optional;

/** An installed extension that a client offers with parameters of its own. */
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
}
