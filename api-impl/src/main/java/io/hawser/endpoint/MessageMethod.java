package io.hawser.endpoint;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnMessage;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;

/**
 * A method that {@code @OnMessage} marks.
 *
 * @param method the method
 * @param parameter how it takes its message
 * @param call how it is called
 * @param maxMessageSize the largest message that it takes in bytes, or -1
 */
record MessageMethod(AnnotatedMethod method, MessageParameter parameter, MethodCall call, long maxMessageSize) {

    /**
     * Checks a method and prepares its call.
     *
     * @param method the method
     * @param pathVariables the variables of the endpoint's path
     * @return the method
     * @throws DeploymentException where the method breaks a rule of {@code @OnMessage}
     */
    static MessageMethod of(AnnotatedMethod method, Set<String> pathVariables) throws DeploymentException {
        MessageParameter parameter = MessageParameter.of(method);
        checkReturnType(method);
        long maxMessageSize = ((OnMessage) method.annotation()).maxMessageSize();
        // No String and no ByteBuffer is larger, which makes a larger limit an error.
        if (maxMessageSize < -1 || maxMessageSize > Integer.MAX_VALUE) {
            throw method.refused("has a maxMessageSize from 0 to " + Integer.MAX_VALUE + ", or -1 for none, but not "
                    + maxMessageSize);
        }
        MethodCall call = MethodCall.of(method, pathVariables, parameter.argument());
        return new MessageMethod(method, parameter, call, maxMessageSize);
    }

    private static void checkReturnType(AnnotatedMethod method) throws DeploymentException {
        Class<?> type = method.returnType();
        if (type != void.class && type != ByteBuffer.class && type != byte[].class && !TextConversion.supports(type)) {
            throw method.refused("marks a method that returns the type " + type.getTypeName()
                    + ", which needs an encoder, and Hawser does not support encoders");
        }
    }

    /**
     * Joins the method to one connection.
     *
     * @param instance the user's object
     * @param pathParameters the path parameters of the connection
     * @return what receives its messages
     */
    MessageReceiver bind(Object instance, Map<String, String> pathParameters) {
        return parameter.receiver(
                maxMessageSize, (session, message) -> call.call(instance, session, message, pathParameters));
    }
}
