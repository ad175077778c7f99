package io.hawser.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Applications without CDI. {@code CallbacksTest} of {@code tck-runner} has Weld. */
class CdiSessionContextTest {

    private final List<String> ran = new ArrayList<>();
    private final FakeHttpSession http = new FakeHttpSession("a");
    private final CdiSessionContext context = new CdiSessionContext(http.session, task -> {
        ran.add("begin");
        task.run();
        ran.add("end");
    });

    @Test
    void taskRunsInTheOtherContexts() {
        context.execute(() -> ran.add("task"));
        http.ended = true;
        context.execute(() -> ran.add("late task"));
        assertThat(ran).containsExactly("begin", "task", "end", "begin", "late task", "end");
    }

    @Test
    void exceptionOfTheTaskIsThrown() {
        assertThatThrownBy(() -> context.execute(() -> {
                    throw new IllegalArgumentException("wrong");
                }))
                .hasMessage("wrong");
    }
}
