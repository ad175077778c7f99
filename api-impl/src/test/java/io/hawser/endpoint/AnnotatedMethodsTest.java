package io.hawser.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.endpoint.other.OtherPackage;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnotatedMethodsTest {

    static class Base {
        @OnOpen
        public void open() {}

        @OnMessage
        public void message(String message) {}

        @OnClose
        void close() {}

        @OnError
        @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // found by reflection
        private void error(Throwable error) {}
    }

    static class Inheriting extends Base {}

    @Test
    void methodsOfSuperclassesCount() {
        assertThat(marked(Inheriting.class, OnOpen.class)).containsExactly("Base.open");
        assertThat(marked(Inheriting.class, OnMessage.class)).containsExactly("Base.message");
        assertThat(marked(Inheriting.class, OnClose.class)).containsExactly("Base.close");
        assertThat(marked(Inheriting.class, OnError.class)).containsExactly("Base.error");
    }

    static class Annotating extends Base {
        @Override
        @OnMessage
        public void message(String message) {}
    }

    @Test
    void overridingMethodWithAnnotationReplacesTheOverriddenOne() {
        assertThat(marked(Annotating.class, OnMessage.class)).containsExactly("Annotating.message");
    }

    static class Silencing extends Base {
        @Override
        public void open() {}

        @Override
        public void message(String message) {}

        @Override
        void close() {}
    }

    static class BelowSilencing extends Silencing {}

    @Test
    void overridingMethodWithoutAnnotationSilencesTheOverriddenOne() {
        assertThat(marked(Silencing.class, OnOpen.class)).isEmpty();
        assertThat(marked(Silencing.class, OnMessage.class)).isEmpty();
        assertThat(marked(Silencing.class, OnClose.class)).isEmpty();
        assertThat(marked(BelowSilencing.class, OnMessage.class)).isEmpty();
    }

    static class Overloading extends Base {
        public void message(byte[] message) {}

        public void message(String message, int number) {}

        public void error(Throwable error) {}
    }

    @Test
    void overloadDoesNotOverride() {
        assertThat(marked(Overloading.class, OnMessage.class)).containsExactly("Base.message");
    }

    @Test
    void privateMethodIsNotOverridden() {
        assertThat(marked(Overloading.class, OnError.class)).containsExactly("Base.error");
    }

    static class InThisPackage extends OtherPackage {
        @Override
        protected void open() {}

        void close() {}
    }

    @Test
    void packagePrivateMethodIsNotOverriddenFromAnotherPackage() {
        assertThat(marked(InThisPackage.class, OnOpen.class)).isEmpty();
        assertThat(marked(InThisPackage.class, OnClose.class)).containsExactly("OtherPackage.close");
    }

    abstract static class Generic<T> {
        @OnMessage
        public void message(T message) {}
    }

    static class OfString extends Generic<String> {}

    @Test
    void typeVariableStandsForItsArgument() {
        AnnotatedMethod method =
                AnnotatedMethods.of(OfString.class).all(OnMessage.class).get(0);
        assertThat(method.parameters()).containsExactly(new AnnotatedMethod.Argument(String.class, null));
    }

    static class AnnotatedOfString extends Generic<String> {
        @Override
        @OnMessage
        public void message(String message) {}
    }

    static class SilentOfString extends Generic<String> {
        @Override
        public void message(String message) {}
    }

    @Test
    void bridgeMethodIsNoSecondMethod() {
        assertThat(bridges(AnnotatedOfString.class)).hasSize(1).allMatch(this::isMarked);
        assertThat(marked(AnnotatedOfString.class, OnMessage.class)).containsExactly("AnnotatedOfString.message");
    }

    @Test
    void methodThatOverridesThroughABridgeSilences() {
        assertThat(marked(SilentOfString.class, OnMessage.class)).isEmpty();
    }

    /** Public. So the compiler adds bridge methods for the public methods of its hidden superclass. */
    public static class Visible extends Base {}

    @Test
    void bridgeThatMakesAMethodVisibleDoesNotSilenceIt() {
        assertThat(bridges(Visible.class)).isNotEmpty();
        assertThat(marked(Visible.class, OnMessage.class)).containsExactly("Base.message");
    }

    static class Covariant {
        @OnMessage
        public Object message(String message) {
            return message;
        }
    }

    static class MoreCovariant extends Covariant {
        @Override
        @OnMessage
        public String message(String message) {
            return message;
        }
    }

    @Test
    void narrowerReturnTypeOverrides() {
        assertThat(marked(MoreCovariant.class, OnMessage.class)).containsExactly("MoreCovariant.message");
    }

    static class Twice extends Base {
        @OnOpen
        void opened() {}
    }

    @Test
    void secondMethodWithTheSameAnnotationIsRefusedNamingBoth() {
        AnnotatedMethods methods = AnnotatedMethods.of(Twice.class);
        assertThatThrownBy(() -> methods.only(OnOpen.class))
                .isInstanceOf(DeploymentException.class)
                .hasMessage("The endpoint class " + Twice.class.getName() + " cannot be deployed because of "
                        + Base.class.getName() + ".open(): @OnOpen may mark one method of an endpoint, and marks "
                        + Twice.class.getName() + ".opened() too.");
    }

    @Test
    void noMethodIsFine() throws Exception {
        assertThat(AnnotatedMethods.of(Object.class).only(OnOpen.class)).isEmpty();
    }

    private boolean isMarked(Method method) {
        return method.isAnnotationPresent(OnMessage.class);
    }

    private static List<Method> bridges(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods()).filter(Method::isBridge).toList();
    }

    private static List<String> marked(Class<?> type, Class<? extends Annotation> annotation) {
        return AnnotatedMethods.of(type).all(annotation).stream()
                .map(AnnotatedMethod::method)
                .map(method -> method.getDeclaringClass().getSimpleName() + "." + method.getName())
                .toList();
    }
}
