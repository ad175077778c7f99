package io.hawser.endpoint;

import jakarta.websocket.DecodeException;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.function.Function;

/**
 * Converts text to a string, a primitive or its box, as the box's public constructor with one string does (Jakarta
 * WebSocket 2.2, sections 4.3 and 4.7).
 */
final class TextConversion {

    private static final Map<Class<?>, Function<String, Object>> CONVERSIONS = Map.of(
            String.class, text -> text,
            Boolean.class, Boolean::valueOf,
            Byte.class, Byte::valueOf,
            Character.class, TextConversion::character,
            Short.class, Short::valueOf,
            Integer.class, Integer::valueOf,
            Long.class, Long::valueOf,
            Float.class, Float::valueOf,
            Double.class, Double::valueOf);

    private final Class<?> type;
    private final String what;
    private final Function<String, Object> conversion;

    /**
     * Creates a conversion.
     *
     * @param type a supported type; a primitive gives its box
     * @param what the description of the text for the error message
     */
    TextConversion(Class<?> type, String what) {
        this.type = type;
        this.what = what;
        this.conversion = CONVERSIONS.get(box(type));
    }

    /**
     * Tells whether text can be converted to a type.
     *
     * @param type the type
     * @return whether it is String, a primitive or the box of one
     */
    static boolean supports(Class<?> type) {
        return CONVERSIONS.containsKey(box(type));
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
            return conversion.apply(text);
        } catch (IllegalArgumentException e) {
            // The text comes from the peer and may be of any size, so it is no part of the message.
            throw new DecodeException(text, what + " is not of the type " + type.getSimpleName() + ".", e);
        }
    }

    /** {@return the class of a primitive's box, {@code Void} for void; any other class itself} */
    static Class<?> box(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
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
