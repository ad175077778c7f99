package io.hawser.endpoint;

import static io.hawser.endpoint.AnnotatedEndpointTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.DecodeException;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnOpen;
import jakarta.websocket.server.PathParam;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MethodCallTest {

    static class EveryType {
        @OnOpen
        Object open(
                @PathParam("a") boolean primitiveBoolean,
                @PathParam("a") Boolean boxedBoolean,
                @PathParam("1") byte primitiveByte,
                @PathParam("1") Byte boxedByte,
                @PathParam("1") char primitiveChar,
                @PathParam("1") Character boxedChar,
                @PathParam("1") short primitiveShort,
                @PathParam("1") Short boxedShort,
                @PathParam("1") int primitiveInt,
                @PathParam("1") Integer boxedInt,
                @PathParam("1") long primitiveLong,
                @PathParam("1") Long boxedLong,
                @PathParam("1") float primitiveFloat,
                @PathParam("1") Float boxedFloat,
                @PathParam("1") double primitiveDouble,
                @PathParam("1") Double boxedDouble,
                @PathParam("1") String text) {
            return Arrays.asList(
                    primitiveBoolean,
                    boxedBoolean,
                    primitiveByte,
                    boxedByte,
                    primitiveChar,
                    boxedChar,
                    primitiveShort,
                    boxedShort,
                    primitiveInt,
                    boxedInt,
                    primitiveLong,
                    boxedLong,
                    primitiveFloat,
                    boxedFloat,
                    primitiveDouble,
                    boxedDouble,
                    text);
        }
    }

    @Test
    void pathParameterMayHaveAnyPrimitiveType() throws Throwable {
        MethodCall call = call(EveryType.class, "a", "1");
        assertThat(call.call(new EveryType(), Sessions.untouchable(), null, Map.of("a", "true", "1", "1")))
                .isEqualTo(List.of(
                        true, true, (byte) 1, (byte) 1, '1', '1', (short) 1, (short) 1, 1, 1, 1L, 1L, 1f, 1f, 1.0, 1.0,
                        "1"));
    }

    @Test
    void pathParameterThatDoesNotFitItsTypeFails() throws Throwable {
        MethodCall call = call(EveryType.class, "a", "1");
        assertThatThrownBy(
                        () -> call.call(new EveryType(), Sessions.untouchable(), null, Map.of("a", "true", "1", "128")))
                .isInstanceOf(DecodeException.class)
                .hasMessage("The path parameter \"1\" is not of the type byte.");
    }

    static class Holder {
        @OnOpen
        void open(@PathParam("room") StringBuilder room) {}
    }

    static class Anything {
        @OnOpen
        void open(@PathParam("room") Object room) {}
    }

    @Test
    void pathParameterOfAnotherTypeIsRefused() {
        assertRefused(Holder.class, "open", "@OnOpen", "@PathParam", "\"room\" is of the type java.lang.StringBuilder");
        assertRefused(Anything.class, "open", "@OnOpen", "@PathParam", "\"room\" is of the type java.lang.Object");
    }

    static class UnknownPrimitive {
        @OnOpen
        void open(@PathParam("nobody") int number) {}
    }

    @Test
    void primitivePathParameterThatIsNotInThePathIsRefused() {
        assertRefused(
                UnknownPrimitive.class,
                "open",
                "@OnOpen has the @PathParam \"nobody\", which is not a variable of the path and, as int, cannot be null");
    }

    static class Holding {
        @OnOpen
        void open() {}
    }

    @Test
    void methodThatTheModuleDoesNotOpenIsRefused() throws Exception {
        AnnotatedMethod inaccessible = AnnotatedMethod.of(
                Thread.class,
                Thread.class.getDeclaredMethod("exit"),
                Holding.class.getDeclaredMethod("open").getAnnotation(OnOpen.class),
                TypeBindings.of(Thread.class));
        assertThatThrownBy(() -> MethodCall.of(inaccessible, Set.of(), event -> ArgumentSource.EVENT))
                .isInstanceOf(DeploymentException.class)
                .hasCauseInstanceOf(IllegalAccessException.class)
                .hasMessageContaining("java.lang.Thread.exit(): @OnOpen marks a method that Hawser may not call")
                .hasMessageContaining("module java.base has to open the package java.lang to");
    }

    private static MethodCall call(Class<?> type, String... variables) throws Exception {
        AnnotatedMethod method = AnnotatedMethods.of(type).all(OnOpen.class).get(0);
        return MethodCall.of(method, Set.of(variables), event -> ArgumentSource.EVENT);
    }
}
