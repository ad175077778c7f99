package io.hawser.endpoint;

import io.hawser.CallScope;
import jakarta.websocket.Decoder;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Encoder;
import jakarta.websocket.Endpoint;
import java.lang.annotation.Annotation;
import java.util.List;

/** The rules for the class of an endpoint. The errors name the class and the fault. */
final class EndpointRules {

    private EndpointRules() {}

    // Not inherited: a subclass of an annotated endpoint is none (Jakarta WebSocket 2.2, section 4.8).
    static <A extends Annotation> A annotation(Class<?> endpointClass, Class<A> annotation) throws DeploymentException {
        A found = endpointClass.getDeclaredAnnotation(annotation);
        if (found == null) {
            throw refused(
                    endpointClass,
                    "it has to be annotated with @" + annotation.getSimpleName()
                            + " itself, or to be deployed with a configuration as a subclass of "
                            + Endpoint.class.getName() + ".",
                    null);
        }
        return found;
    }

    static PathTemplate parsedPath(Class<?> endpointClass, String path) throws DeploymentException {
        try {
            return PathTemplate.parse(path);
        } catch (DeploymentException e) {
            throw refused(endpointClass, e.getMessage(), null);
        }
    }

    static <T> T madeConfigurator(Class<?> endpointClass, Class<T> configurator, Instances instances)
            throws DeploymentException {
        CallScope.Call call = instances.inScope().scope().begin();
        try {
            return instances.make(configurator);
        } catch (InstantiationException e) {
            throw refused(endpointClass, e.getMessage(), e.getCause());
        } finally {
            call.end();
        }
    }

    /** Does the same for a client. The caller gets the error, and the message does not repeat the exception. */
    static <T> T madeForClient(Class<?> endpointClass, Class<T> configurator, Instances instances)
            throws DeploymentException {
        try {
            return madeConfigurator(endpointClass, configurator, instances);
        } catch (DeploymentException e) {
            throw e.getCause() == null
                    ? e
                    : refused(
                            endpointClass,
                            "its configurator " + configurator.getName() + " could not be made.",
                            e.getCause());
        }
    }

    static void check(Class<?> endpointClass, Class<?> toBeMade, Instances instances) throws DeploymentException {
        try {
            instances.check(toBeMade);
        } catch (InstantiationException e) {
            throw refused(endpointClass, e.getMessage(), e.getCause());
        }
    }

    static Codecs codecs(
            Class<?> endpointClass,
            List<Class<? extends Encoder>> encoders,
            List<Class<? extends Decoder>> decoders,
            Instances instances)
            throws DeploymentException {
        try {
            return Codecs.of(encoders, decoders, instances);
        } catch (InstantiationException | IllegalArgumentException e) {
            throw refused(endpointClass, e.getMessage(), e.getCause());
        }
    }

    static DeploymentException refused(Class<?> endpointClass, String reason, Throwable cause) {
        return new DeploymentException(
                "The endpoint class " + endpointClass.getName() + " cannot be deployed: " + reason, cause);
    }
}
