package io.hawser.tck.spec;

import jakarta.websocket.Extension;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An extension that an application requests. */
record Ext(String name, List<Extension.Parameter> parameters) implements Extension {

    /**
     * Creates an extension.
     *
     * @param name its name
     * @param parameters its parameters, as {@code name=value} or {@code name}
     */
    static Extension of(String name, String... parameters) {
        return new Ext(
                name,
                Stream.of(parameters)
                        .map(parameter -> parameter.split("=", 2))
                        .<Extension.Parameter>map(pair -> new Named(pair[0], pair.length > 1 ? pair[1] : null))
                        .toList());
    }

    private record Named(String name, String value) implements Extension.Parameter {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public String getValue() {
            return value;
        }
    }

    /** {@return a line with the extensions, for comparison} */
    static String line(List<Extension> extensions) {
        return extensions.stream()
                .map(extension -> Stream.concat(
                                Stream.of(extension.getName()),
                                extension.getParameters().stream()
                                        .map(each -> each.getName()
                                                + (each.getValue() == null ? "" : "=" + each.getValue())))
                        .collect(Collectors.joining(";")))
                .collect(Collectors.joining(", "));
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public List<Parameter> getParameters() {
        return parameters;
    }
}
