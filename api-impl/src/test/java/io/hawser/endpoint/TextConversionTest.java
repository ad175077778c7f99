package io.hawser.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.websocket.DecodeException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TextConversionTest {

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(String.class, " text ", " text "),
                Arguments.of(boolean.class, "TRUE", true),
                Arguments.of(Boolean.class, "yes", false),
                Arguments.of(byte.class, "-128", (byte) -128),
                Arguments.of(Byte.class, "127", (byte) 127),
                Arguments.of(char.class, "x", 'x'),
                Arguments.of(Character.class, "é", 'é'),
                Arguments.of(char.class, "xyz", 'x'),
                Arguments.of(short.class, "300", (short) 300),
                Arguments.of(Short.class, "-300", (short) -300),
                Arguments.of(int.class, "+42", 42),
                Arguments.of(Integer.class, "-42", -42),
                Arguments.of(long.class, "9223372036854775807", Long.MAX_VALUE),
                Arguments.of(Long.class, "0", 0L),
                Arguments.of(float.class, "1.5", 1.5f),
                Arguments.of(Float.class, "NaN", Float.NaN),
                Arguments.of(double.class, "1e300", 1e300),
                Arguments.of(Double.class, "-0.5", -0.5));
    }

    @ParameterizedTest
    @MethodSource("values")
    void textBecomesTheValue(Class<?> type, String text, Object value) throws Exception {
        assertThat(TextConversion.supports(type)).isTrue();
        assertThat(new TextConversion(type, "It").convert(text)).isEqualTo(value);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(byte.class, "128"),
                Arguments.of(char.class, ""),
                Arguments.of(Character.class, ""),
                Arguments.of(short.class, "32768"),
                Arguments.of(int.class, ""),
                Arguments.of(Integer.class, "4.2"),
                Arguments.of(Long.class, "9223372036854775808"),
                Arguments.of(float.class, "one"),
                Arguments.of(Double.class, "1,5"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void otherTextFailsAndIsCarriedByTheException(Class<?> type, String text) {
        TextConversion conversion = new TextConversion(type, "The thing");
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> conversion.convert(text))
                .withMessage("The thing is not of the type " + type.getSimpleName() + ".")
                .withCauseInstanceOf(IllegalArgumentException.class)
                .satisfies(exception -> assertThat(exception.getText()).isEqualTo(text));
    }

    @Test
    void otherTypesAreNotSupported() {
        assertThat(Stream.of(void.class, Void.class, Object.class, Number.class, StringBuilder.class, int[].class))
                .noneMatch(TextConversion::supports);
    }
}
