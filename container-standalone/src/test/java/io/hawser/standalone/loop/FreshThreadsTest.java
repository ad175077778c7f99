package io.hawser.standalone.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FreshThreadsTest {

    private final ClassLoader loader = new ClassLoader() {};

    @Test
    void aThreadInheritsNothingOfTheThreadThatHappensToMakeIt() throws Exception {
        InheritableThreadLocal<String> user = new InheritableThreadLocal<>();
        user.set("somebody");
        CompletableFuture<String> seen = new CompletableFuture<>();
        WorkerThread thread =
                new FreshThreads(loader).make(() -> new WorkerThread(() -> seen.complete(user.get()), "fresh", 0));
        thread.start();
        assertThat(seen.get()).isNull();
        assertThat(thread.getContextClassLoader()).isSameAs(loader);
        user.remove();
    }

    @Test
    void nothingButTheThreadIsLeftThoughTheCallerIsInterrupted() {
        FreshThreads fresh = new FreshThreads(loader);
        for (int i = 0; i < 200; i++) {
            Thread.currentThread().interrupt();
            fresh.make(() -> new Thread(() -> {}));
            assertThat(Thread.interrupted()).isTrue();
            Thread[] all = new Thread[Thread.activeCount() + 10];
            Thread.enumerate(all);
            assertThat(all)
                    .filteredOn(Objects::nonNull)
                    .extracting(Thread::getName)
                    .doesNotContain("hawser-thread-maker");
        }
    }

    @Test
    void anErrorIsToldToWhoeverWantsTheThread() {
        assertThatThrownBy(() -> new FreshThreads(loader).make(() -> {
                    throw new IllegalStateException("broken by design");
                }))
                .hasRootCauseMessage("broken by design");
    }
}
