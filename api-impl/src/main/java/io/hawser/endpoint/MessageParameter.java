package io.hawser.endpoint;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.PongMessage;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;

/** How the message reaches a method that {@code @OnMessage} marks. */
sealed interface MessageParameter {

    /**
     * Finds out how a method takes its message.
     *
     * @param method the method
     * @return the way
     * @throws DeploymentException where the parameters are none of the forms of {@code @OnMessage}
     */
    static MessageParameter of(AnnotatedMethod method) throws DeploymentException {
        List<AnnotatedMethod.Argument> parameters = method.eventParameters();
        if (parameters.isEmpty()) {
            throw method.refused("marks a method that has to have a parameter for the message");
        }
        if (parameters.size() == 1) {
            return whole(method, parameters.get(0).type());
        }
        if (isPartial(parameters)) {
            throw method.refused("marks a method that takes messages in parts, which Hawser does not support:"
                    + " remove the boolean parameter to take whole messages");
        }
        String types = parameters.stream()
                .map(parameter -> parameter.type().getTypeName())
                .collect(Collectors.joining(", "));
        throw method.refused("marks a method that takes one message, besides Session and @PathParam parameters,"
                + " but there are parameters of the types " + types);
    }

    private static MessageParameter whole(AnnotatedMethod method, Class<?> type) throws DeploymentException {
        if (TextConversion.supports(type)) {
            return new WholeText(type);
        }
        if (type == ByteBuffer.class || type == byte[].class) {
            return new WholeBinary(type);
        }
        if (type == PongMessage.class) {
            return new Pong();
        }
        if (type == Reader.class || type == InputStream.class) {
            throw method.refused("marks a method that takes messages as " + type.getSimpleName()
                    + ", which Hawser does not support");
        }
        throw method.refused("marks a method that takes a message of the type " + type.getTypeName()
                + ", which needs a decoder, and Hawser does not support decoders");
    }

    private static boolean isPartial(List<AnnotatedMethod.Argument> parameters) {
        List<Class<?>> types = parameters.stream()
                .<Class<?>>map(AnnotatedMethod.Argument::type)
                .toList();
        return types.size() == 2
                && types.contains(boolean.class)
                && (types.contains(String.class) || types.contains(ByteBuffer.class) || types.contains(byte[].class));
    }

    /** {@return the native kind of message (text, binary or pong), each of which one method of an endpoint may take} */
    String kind();

    /** {@return what makes the argument from the message} */
    ArgumentSource argument();

    /**
     * Makes the receiver of one connection.
     *
     * @param maxMessageSize the largest message in bytes, or -1
     * @param reception calls the method with the message as it came
     * @return the receiver
     */
    MessageReceiver receiver(long maxMessageSize, Reception<Object> reception);

    /**
     * A whole text message.
     *
     * @param type String, a primitive, or the box of one
     */
    record WholeText(Class<?> type) implements MessageParameter {

        @Override
        public String kind() {
            return "text";
        }

        @Override
        public ArgumentSource argument() {
            TextConversion conversion = new TextConversion(type, "The text message");
            return (session, message, pathParameters) -> conversion.convert((String) message);
        }

        @Override
        public MessageReceiver receiver(long maxMessageSize, Reception<Object> reception) {
            return new Reception.Text(maxMessageSize, reception);
        }
    }

    /**
     * A whole binary message.
     *
     * @param type ByteBuffer or byte array
     */
    record WholeBinary(Class<?> type) implements MessageParameter {

        @Override
        public String kind() {
            return "binary";
        }

        @Override
        public ArgumentSource argument() {
            return type == ByteBuffer.class
                    ? ArgumentSource.EVENT
                    : (session, message, pathParameters) -> Reception.bytes((ByteBuffer) message);
        }

        @Override
        public MessageReceiver receiver(long maxMessageSize, Reception<Object> reception) {
            return new Reception.Binary(maxMessageSize, reception);
        }
    }

    /** A pong. */
    record Pong() implements MessageParameter {

        @Override
        public String kind() {
            return "pong";
        }

        @Override
        public ArgumentSource argument() {
            return ArgumentSource.EVENT;
        }

        @Override
        public MessageReceiver receiver(long maxMessageSize, Reception<Object> reception) {
            return new Reception.Pong(maxMessageSize, reception);
        }
    }
}
