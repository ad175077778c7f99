package io.hawser.tck.peer;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The payloads of messages. The foreign peers create the same ones. */
final class Payload {

    static final int LARGEST = 16 << 20;

    private Payload() {}

    /** {@return every character of Unicode in order: all planes, and each length in UTF-8} */
    static String everyCharacter() {
        return IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(code -> code < Character.MIN_SURROGATE || code > Character.MAX_SURROGATE)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    /** {@return bytes that repeat with a prime period, which reveals every shift} */
    static byte[] pattern(int size) {
        byte[] data = new byte[size];
        for (int i = 0; i < size; i++) {
            data[i] = (byte) (i % 251);
        }
        return data;
    }
}
