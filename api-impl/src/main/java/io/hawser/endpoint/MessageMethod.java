package io.hawser.endpoint;

import io.hawser.log.Log;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import java.io.InputStream;
import java.io.Reader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A method with {@code @OnMessage}.
 *
 * @param method the method
 * @param type the way in which it takes messages
 * @param call calls the method
 * @param maxMessageSize the largest whole message that it takes in bytes, or -1
 */
record MessageMethod(AnnotatedMethod method, MessageType type, MethodCall call, long maxMessageSize) {

    private static final Log LOG = Log.of(MessageMethod.class);

    /**
     * Checks a method and prepares its call.
     *
     * @param method the method
     * @param pathVariables the variables of the endpoint's path
     * @param codecs the encoders and decoders of the endpoint
     * @return the method
     * @throws DeploymentException if the method breaks a rule of {@code @OnMessage}
     */
    static MessageMethod of(AnnotatedMethod method, Set<String> pathVariables, Codecs codecs)
            throws DeploymentException {
        checkReturnType(method, codecs);
        long maxMessageSize = ((OnMessage) method.annotation()).maxMessageSize();
        // No String and no ByteBuffer is larger, which makes a larger limit an error.
        if (maxMessageSize < -1 || maxMessageSize > Integer.MAX_VALUE) {
            throw method.refused("has a maxMessageSize from 0 to " + Integer.MAX_VALUE + ", or -1 for none, but not "
                    + maxMessageSize);
        }
        List<AnnotatedMethod.Argument> parameters = method.eventParameters();
        if (parameters.isEmpty()) {
            throw method.refused("marks a method that has to have a parameter for the message");
        }
        if (parameters.size() == 1) {
            MessageType whole = whole(method, parameters.get(0).type(), codecs);
            if (parameters.get(0).type() == Reader.class || parameters.get(0).type() == InputStream.class) {
                warnOfLimit(method, maxMessageSize, "as a stream");
            }
            return new MessageMethod(
                    method, whole, MethodCall.of(method, pathVariables, type -> ArgumentSource.EVENT), maxMessageSize);
        }
        warnOfLimit(method, maxMessageSize, "in parts");
        MethodCall call = MethodCall.of(
                method, pathVariables, type -> type == boolean.class ? MessageMethod::last : MessageMethod::content);
        return new MessageMethod(method, parts(method, parameters), call, maxMessageSize);
    }

    private static Object content(Session session, Object event, Map<String, String> pathParameters) {
        return ((MessageReceiver.Part) event).content();
    }

    private static Object last(Session session, Object event, Map<String, String> pathParameters) {
        return ((MessageReceiver.Part) event).last();
    }

    private static void warnOfLimit(AnnotatedMethod method, long maxMessageSize, String how) {
        if (maxMessageSize != -1) {
            Warnings.once(
                    LOG,
                    method.endpointClass(),
                    "The endpoint class " + method.endpointClass().getName() + ": maxMessageSize = " + maxMessageSize
                            + " of @OnMessage has no effect on " + method + ", which takes messages " + how);
        }
    }

    private static void checkReturnType(AnnotatedMethod method, Codecs codecs) throws DeploymentException {
        Class<?> type = method.returnType();
        if (!codecs.canEncode(type)) {
            throw method.refused("marks a method that returns the type " + type.getTypeName()
                    + ", for which the endpoint has no encoder");
        }
    }

    private static MessageType whole(AnnotatedMethod method, Class<?> type, Codecs codecs) throws DeploymentException {
        return MessageType.whole(type, codecs)
                .orElseThrow(() -> method.refused("marks a method that takes a message of the type "
                        + type.getTypeName() + ", for which the endpoint has no decoder"));
    }

    private static MessageType parts(AnnotatedMethod method, List<AnnotatedMethod.Argument> parameters)
            throws DeploymentException {
        if (parameters.size() == 2) {
            Class<?> first = parameters.get(0).type();
            Class<?> second = parameters.get(1).type();
            if (first == boolean.class || second == boolean.class) {
                Class<?> content = first == boolean.class ? second : first;
                return MessageType.parts(content)
                        .orElseThrow(() -> method.refused("marks a method that takes parts of messages as String, as"
                                + " ByteBuffer or as byte[] beside the boolean, but not as " + content.getTypeName()));
            }
        }
        String types = parameters.stream()
                .map(parameter -> parameter.type().getTypeName())
                .collect(Collectors.joining(", "));
        throw method.refused("marks a method that takes one message, besides Session and @PathParam parameters,"
                + " but there are parameters of the types " + types);
    }

    /**
     * Joins the method to one connection.
     *
     * @param instance the user's object
     * @param pathParameters the path parameters of the connection
     * @param codecs the decoders of the session
     * @return the receivers of its messages
     */
    List<MessageReceiver> bind(Object instance, Map<String, String> pathParameters, SessionCodecs codecs) {
        return type.receivers(maxMessageSize, codecs, call.bind(instance, pathParameters));
    }
}
