package io.hawser.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.CallScope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The scopes around calls of user code, and the cost of an empty scope. */
class CallScopeTest {

    private final List<String> heard = new ArrayList<>();

    @Test
    void withoutAnInjectionContainerACallMakesNoObject() {
        Instances instances = Instances.of(CallScopeTest.class);
        assertThat(instances.inScope()).isSameAs(instances);
        assertThat(instances.scope()).isSameAs(CallScope.NONE);
        assertThat(CallScope.NONE.begin()).isSameAs(CallScope.Call.PLAIN);
        CallScope.Call.PLAIN.end();
    }

    @Test
    void aCallThatNeedsNoEndMakesNoObjectEither() {
        assertThat(new LoggedScope(CallScope.NONE).begin()).isSameAs(CallScope.Call.PLAIN);
    }

    @Test
    void aCallContinuesIfItsScopeThrows() {
        assertThat(new LoggedScope(() -> {
                            throw new IllegalStateException("begin fails on purpose");
                        })
                        .begin())
                .isSameAs(CallScope.Call.PLAIN);
        new LoggedScope(() -> {
                    heard.add("begun");
                    return () -> {
                        heard.add("ended");
                        throw new IllegalStateException("end fails on purpose");
                    };
                })
                .begin()
                .end();
        assertThat(heard).containsExactly("begun", "ended");
    }
}
