package io.hawser.endpoint;

import jakarta.websocket.DecodeException;
import java.lang.invoke.MethodType;
import java.util.Set;

/**
 * Converts text to a string, a primitive or its box, as the box's public constructor with one string does (Jakarta
 * WebSocket 2.2, sections 4.3 and 4.7).
 */
final class TextConversion {

    private static final Set<Class<?>> SUPPORTED = Set.of(
            String.class,
            Boolean.class,
            Byte.class,
            Character.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class);

    private final Class<?> type;
    private final String what;
    /** The name of the type or, for a primitive, of its box. */
    private final String boxed;

    /**
     * Creates a conversion.
     *
     * @param type a supported type; a primitive gives its box
     * @param what the description of the text for the error message
     */
    TextConversion(Class<?> type, String what) {
        this.type = type;
        this.what = what;
        this.boxed = box(type).getSimpleName();
    }

    /**
     * Tells whether text can be converted to a type.
     *
     * @param type the type
     * @return whether it is String, a primitive or the box of one
     */
    static boolean supports(Class<?> type) {
        return SUPPORTED.contains(box(type));
    }

    /**
     * Converts text to this conversion's type.
     *
     * @param text the text
     * @return the value
     * @throws DecodeException if the text is not such a value; the exception has the text
     */
    Object convert(String text) throws DecodeException {
        try {
            return converted(text);
        } catch (IllegalArgumentException e) {
            // The text comes from the peer and may be of any size, so it is no part of the message.
            throw new DecodeException(text, what + " is not of the type " + type.getSimpleName() + ".", e);
        }
    }

    private Object converted(String text) {
        return switch (boxed) {
            case "Boolean" -> Boolean.valueOf(text);
            case "Byte" -> Byte.valueOf(text);
            case "Character" -> character(text);
            case "Short" -> Short.valueOf(text);
            case "Integer" -> Integer.valueOf(text);
            case "Long" -> Long.valueOf(text);
            case "Float" -> Float.valueOf(text);
            case "Double" -> Double.valueOf(text);
            default -> text;
        };
    }

    /** {@return the class of a primitive's box, {@code Void} for void; any other class itself} */
    static Class<?> box(Class<?> type) {
        return type.isPrimitive() ? MethodType.methodType(type).wrap().returnType() : type;
    }

    /**
     * {@return the first character of a text} Character has no constructor with a string. The TCK requires the first
     * character of a longer text.
     */
    private static Character character(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("no character");
        }
        return text.charAt(0);
    }
}
