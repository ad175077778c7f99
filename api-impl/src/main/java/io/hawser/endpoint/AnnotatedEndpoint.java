package io.hawser.endpoint;

import io.hawser.CallScope;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The annotated methods of an endpoint's class, checked at deployment and used by all its connections.
 *
 * <p>Methods may have any access and may be inherited. See {@link AnnotatedMethods} for overridden methods.
 *
 * @param onOpen the method with {@code @OnOpen}
 * @param onClose the method with {@code @OnClose}
 * @param onError the method with {@code @OnError}
 * @param onMessage the methods with {@code @OnMessage}, each for a different kind of message
 */
record AnnotatedEndpoint(
        Optional<MethodCall> onOpen,
        Optional<MethodCall> onClose,
        Optional<MethodCall> onError,
        List<MessageMethod> onMessage) {

    /**
     * Reads the class of a server endpoint.
     *
     * @param endpointClass the class
     * @param pathVariables the names of its path's variables
     * @param codecs its encoders and decoders
     * @return the annotated endpoint
     * @throws DeploymentException if a method breaks a rule; the message names class, method and rule
     */
    static AnnotatedEndpoint forServer(Class<?> endpointClass, Set<String> pathVariables, Codecs codecs)
            throws DeploymentException {
        return of(endpointClass, pathVariables, codecs);
    }

    /**
     * Reads the class of a client endpoint. It has no path, so that every {@code @PathParam} is {@code null}.
     *
     * @param endpointClass the class
     * @param codecs its encoders and decoders
     * @return the annotated endpoint
     * @throws DeploymentException if a method breaks a rule; the message names class, method and rule
     */
    static AnnotatedEndpoint forClient(Class<?> endpointClass, Codecs codecs) throws DeploymentException {
        return of(endpointClass, Set.of(), codecs);
    }

    private static AnnotatedEndpoint of(Class<?> endpointClass, Set<String> pathVariables, Codecs codecs)
            throws DeploymentException {
        AnnotatedMethods methods = AnnotatedMethods.of(endpointClass);
        methods.warnOfUnheard();
        return new AnnotatedEndpoint(
                lifecycle(methods, OnOpen.class, EndpointConfig.class, pathVariables),
                lifecycle(methods, OnClose.class, CloseReason.class, pathVariables),
                lifecycle(methods, OnError.class, Throwable.class, pathVariables),
                messages(methods, pathVariables, codecs));
    }

    private static Optional<MethodCall> lifecycle(
            AnnotatedMethods methods, Class<? extends Annotation> annotation, Class<?> event, Set<String> pathVariables)
            throws DeploymentException {
        Optional<AnnotatedMethod> found = methods.only(annotation);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        AnnotatedMethod method = found.get();
        List<AnnotatedMethod.Argument> events = method.eventParameters();
        for (AnnotatedMethod.Argument parameter : events) {
            if (parameter.type() != event) {
                throw method.refused("marks a method that may take Session, " + event.getSimpleName()
                        + " and @PathParam parameters, but there is a parameter of the type "
                        + parameter.type().getTypeName());
            }
        }
        if (events.size() > 1) {
            throw method.refused("may mark a method with at most one parameter of the type " + event.getSimpleName());
        }
        if (events.isEmpty() && event == Throwable.class) {
            throw method.refused("marks a method that has to have a parameter of the type Throwable");
        }
        return Optional.of(MethodCall.of(method, pathVariables, type -> ArgumentSource.EVENT));
    }

    private static List<MessageMethod> messages(AnnotatedMethods methods, Set<String> pathVariables, Codecs codecs)
            throws DeploymentException {
        List<MessageMethod> result = new ArrayList<>();
        Map<String, AnnotatedMethod> kinds = new HashMap<>();
        for (AnnotatedMethod method : methods.all(OnMessage.class)) {
            MessageMethod message = MessageMethod.of(method, pathVariables, codecs);
            for (String kind : message.type().kinds()) {
                AnnotatedMethod other = kinds.putIfAbsent(kind, method);
                if (other != null) {
                    throw method.refused("may mark one method for " + kind + " messages, and marks " + other + " too");
                }
            }
            result.add(message);
        }
        return List.copyOf(result);
    }

    /**
     * Joins an instance to one connection.
     *
     * @param instance an instance of the class
     * @param pathParameters the path parameters of the connection
     * @param codecs the encoders and decoders of the session
     * @param instances the source of the instance
     * @return the endpoint of that connection
     */
    BoundEndpoint bind(Object instance, Map<String, String> pathParameters, SessionCodecs codecs, Instances instances) {
        List<MessageReceiver> receivers = new ArrayList<>(onMessage.size());
        for (MessageMethod method : onMessage) {
            receivers.addAll(method.bind(instance, pathParameters, codecs));
        }
        return new Bound(this, instance, pathParameters, receivers, codecs, instances);
    }

    private record Bound(
            AnnotatedEndpoint endpoint,
            Object instance,
            Map<String, String> pathParameters,
            List<MessageReceiver> receivers,
            SessionCodecs codecs,
            Instances instances)
            implements BoundEndpoint {

        @Override
        public CallScope scope() {
            return instances.scope();
        }

        @Override
        public void onOpen(Session session, EndpointConfig config) throws Throwable {
            call(endpoint.onOpen, session, config);
        }

        @Override
        public void onClose(Session session, CloseReason reason) throws Throwable {
            call(endpoint.onClose, session, reason);
        }

        @Override
        public boolean onError(Session session, Throwable error) throws Throwable {
            return call(endpoint.onError, session, error);
        }

        @Override
        public void release() {
            instances.release(instance, codecs::close);
        }

        private boolean call(Optional<MethodCall> method, Session session, Object event) throws Throwable {
            if (method.isEmpty()) {
                return false;
            }
            method.get().call(instance, session, event, pathParameters);
            return true;
        }
    }
}
