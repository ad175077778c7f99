package io.hawser.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TypeBindingsTest {

    interface Taker<T> {}

    interface SubTaker<A, B> extends Taker<B> {}

    static class Middle<X> implements SubTaker<Integer, X[]> {}

    static class Strings implements Taker<String> {}

    static class Inherited extends Strings {}

    static class Lists implements Taker<List<String>> {}

    static class Bytes implements Taker<byte[]> {}

    static class Arrays extends Middle<String> {}

    static class GenericArrays extends Middle<List<String>> {}

    static class Open<T> implements Taker<T> {}

    @SuppressWarnings("rawtypes")
    static class Raw implements Taker {}

    static class Itself<T extends Itself<T>> implements Taker<T> {}

    static class Bound extends Itself<Bound> {}

    static class Wildcards extends Open<Taker<? extends Number>> {}

    @Test
    void argumentOfAnInterfaceIsFound() {
        assertThat(taken(Strings.class)).contains(String.class);
    }

    @Test
    void argumentIsFoundInASuperclass() {
        assertThat(taken(Inherited.class)).contains(String.class);
    }

    @Test
    void argumentIsFoundThroughOtherVariables() {
        assertThat(taken(Arrays.class)).contains(String[].class);
        assertThat(taken(GenericArrays.class)).contains(List[].class);
        assertThat(taken(Bound.class)).contains(Bound.class);
    }

    @Test
    void parameterizedArgumentGivesItsClass() {
        assertThat(taken(Lists.class)).contains(List.class);
        assertThat(taken(Wildcards.class)).contains(Taker.class);
    }

    @Test
    void arrayOfPrimitivesIsFound() {
        assertThat(taken(Bytes.class)).contains(byte[].class);
    }

    @Test
    void variableThatIsNotBoundGivesNothing() {
        assertThat(taken(Open.class)).isEmpty();
        assertThat(taken(Middle.class)).isEmpty();
        assertThat(taken(Itself.class)).isEmpty();
    }

    @Test
    void rawTypeGivesNothing() {
        assertThat(taken(Raw.class)).isEmpty();
    }

    @Test
    void parameterThatIsNotBoundHasItsErasedClass() throws Exception {
        var parameter = TypeBindingsTest.class.getDeclaredMethod("generic", Number.class)
                .getParameters()[0];
        assertThat(TypeBindings.of(TypeBindingsTest.class).resolve(parameter)).isEqualTo(Number.class);
    }

    <N extends Number> void generic(N number) {}

    private static Optional<Class<?>> taken(Class<?> type) {
        Type variable = Taker.class.getTypeParameters()[0];
        return TypeBindings.of(type).resolve(variable);
    }
}
