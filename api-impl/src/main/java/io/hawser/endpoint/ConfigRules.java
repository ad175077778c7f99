package io.hawser.endpoint;

import io.hawser.handshake.ExtensionOffer;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.function.Supplier;

/** The rules for a configuration that an application has written by hand. The errors name its class and method. */
public final class ConfigRules {

    private ConfigRules() {}

    /** Checks the configuration of a server endpoint. */
    static void check(Class<?> endpointClass, ServerEndpointConfig config) throws DeploymentException {
        common(endpointClass, config);
        // Spring has null in the list if it has chosen none. No client asks for that.
        notNull(endpointClass, config, "getSubprotocols", config.getSubprotocols());
        extensions(endpointClass, config, config.getExtensions());
        given(endpointClass, config, "getConfigurator", config.getConfigurator());
        given(endpointClass, config, "getPath", config.getPath());
    }

    /** Checks the configuration of a client endpoint. */
    static void check(Class<?> endpointClass, ClientEndpointConfig config) throws DeploymentException {
        common(endpointClass, config);
        list(endpointClass, config, "getPreferredSubprotocols", config.getPreferredSubprotocols());
        extensions(endpointClass, config, config.getExtensions());
        given(endpointClass, config, "getConfigurator", config.getConfigurator());
    }

    private static void common(Class<?> endpointClass, EndpointConfig config) throws DeploymentException {
        list(endpointClass, config, "getEncoders", config.getEncoders());
        list(endpointClass, config, "getDecoders", config.getDecoders());
        given(endpointClass, config, "getUserProperties", config.getUserProperties());
    }

    private static void given(Class<?> endpointClass, EndpointConfig config, String method, Object value)
            throws DeploymentException {
        if (value == null) {
            throw EndpointRules.refused(endpointClass, returned(config, method, "null"), null);
        }
    }

    private static void list(Class<?> endpointClass, EndpointConfig config, String method, List<?> list)
            throws DeploymentException {
        notNull(endpointClass, config, method, list);
        if (list.stream().anyMatch(element -> element == null)) {
            throw EndpointRules.refused(endpointClass, returned(config, method, "a list with null in it"), null);
        }
    }

    private static void notNull(Class<?> endpointClass, EndpointConfig config, String method, List<?> list)
            throws DeploymentException {
        if (list == null) {
            throw EndpointRules.refused(endpointClass, returned(config, method, "null instead of an empty list"), null);
        }
    }

    private static String returned(EndpointConfig config, String method, String what) {
        return "the method " + method + " of its configuration "
                + config.getClass().getName() + " returns " + what + ".";
    }

    private static void extensions(Class<?> endpointClass, EndpointConfig config, List<Extension> extensions)
            throws DeploymentException {
        list(endpointClass, config, "getExtensions", extensions);
        try {
            checkExtensions(extensions);
        } catch (IllegalArgumentException e) {
            throw EndpointRules.refused(endpointClass, e.getMessage(), e.getCause());
        }
    }

    /**
     * Checks extensions that an application has written.
     *
     * @param extensions the extensions
     * @throws IllegalArgumentException if a name is no token, if an extension, its name, its parameters, one of them or
     *     the name of one is {@code null}, or if a method throws an exception; the message names the extension's class
     */
    public static void checkExtensions(List<? extends Extension> extensions) {
        for (Extension extension : extensions) {
            if (extension == null) {
                throw new IllegalArgumentException("the list of extensions contains null");
            }
            checkExtension(extension);
        }
    }

    private static void checkExtension(Extension extension) {
        String type = "the extension class " + extension.getClass().getName();
        token(type + ": getName returns", answer(type, "getName", extension::getName));
        checkParameters(type, "getParameters", answer(type, "getParameters", extension::getParameters));
    }

    private static <T> T answer(String type, String method, Supplier<T> asked) {
        try {
            return asked.get();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    type + " has thrown " + e.getClass().getName() + " from " + method, e);
        }
    }

    /**
     * Checks the parameters of an extension.
     *
     * @param type the name of the extension in error messages
     * @param method the method that has returned them
     * @param parameters the parameters
     * @throws IllegalArgumentException as {@link #checkExtensions}
     */
    public static void checkParameters(String type, String method, List<Extension.Parameter> parameters) {
        if (parameters == null) {
            throw new IllegalArgumentException(type + " returns null from " + method + " instead of an empty list");
        }
        for (Extension.Parameter parameter : parameters) {
            if (parameter == null) {
                throw new IllegalArgumentException(type + " returns a list with null in it from " + method);
            }
            token(type + ": getName of a parameter returns", parameter.getName());
        }
    }

    private static void token(String who, String name) {
        if (name == null) {
            throw new IllegalArgumentException(who + " null");
        }
        try {
            new ExtensionOffer(name, List.of());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(who + " an invalid name: " + e.getMessage());
        }
    }
}
