package io.hawser.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogTest {

    private static final Log LOG = Log.of(LogTest.class);

    private io.hawser.session.Log taken;

    @BeforeEach
    void take() throws Exception {
        Log.sumUp();
        taken = new io.hawser.session.Log("io.hawser.log");
    }

    @AfterEach
    void end() throws Exception {
        Log.sumUp();
        taken.close();
    }

    private static void fail(int times, String kind, Throwable thrown) {
        for (int i = 0; i < times; i++) {
            LOG.bounded(Level.WARNING, kind, () -> "c7 has\nfailed", thrown);
        }
    }

    @Test
    void theLoggerHasTheNameOfThePackage() {
        assertThat(LOG.getName()).isEqualTo("io.hawser.log");
    }

    @Test
    void everyLineIsEscapedHoweverItIsLogged() {
        LOG.log(Level.INFO, "a\nb");
        LOG.log(Level.INFO, () -> "a\nb");
        LOG.log(Level.INFO, "a\nb", new Exception());
        LOG.log(Level.INFO, () -> "a\nb", new Exception());
        LOG.log(Level.INFO, "{0} of ''{1}''", "a\nb", 1);
        LOG.log(Level.INFO, new StringBuilder("a\nb"));
        assertThat(taken.lines())
                .containsExactly(
                        "INFO a\\u000ab",
                        "INFO a\\u000ab",
                        "INFO a\\u000ab",
                        "INFO a\\u000ab",
                        "INFO a\\u000ab of '1'",
                        "INFO a\\u000ab");
    }

    /** Braces and apostrophes from a peer have no meaning. */
    @Test
    void aLineWithoutParametersIsNoFormat() {
        LOG.log(Level.INFO, "'{0}' and {");
        assertThat(taken.lines()).containsExactly("INFO '{0}' and {");
    }

    @Test
    void theClassThatHasLoggedIsNamedAndNotThisOne() {
        LOG.log(Level.INFO, () -> "plain");
        LOG.bounded(Level.INFO, "kind", () -> "bounded");
        LOG.log(Level.INFO, "thrown", new Exception());
        assertThat(taken.classes()).hasSize(3).containsOnly(LogTest.class.getName());
    }

    @Test
    void aMessageThatIsNotLoggedIsNotBuilt() {
        LOG.log(Level.DEBUG, () -> {
            throw new AssertionError();
        });
        LOG.bounded(Level.DEBUG, "kind", () -> {
            throw new AssertionError();
        });
        LOG.log(Level.DEBUG, "{", "no format");
        assertThat(taken.lines()).isEmpty();
    }

    @Test
    void ofManyLinesTwentyAreLoggedAndTheRestIsCounted() {
        fail(516, "the fault", new IllegalStateException());
        assertThat(taken.lines()).hasSize(20).containsOnly("WARNING c7 has\\u000afailed");
        assertThat(Log.isCounting()).isTrue();

        Log.tick(System.nanoTime() + TimeUnit.SECONDS.toNanos(61));
        assertThat(taken.lines())
                .hasSize(21)
                .last()
                .asString()
                .matches("WARNING 496 more like this in the last 6[0-9] s: c7 has\\\\u000afailed");
        assertThat(Log.isCounting()).isFalse();
    }

    @Test
    void otherFaultsAreLoggedMeanwhile() {
        fail(516, "the fault", new IllegalStateException());
        fail(1, "the fault", new IllegalArgumentException());
        fail(1, "the fault", null);
        fail(1, "another", new IllegalStateException());
        assertThat(taken.lines()).hasSize(23);
    }

    @Test
    void theEndLogsTheCountedLines() {
        fail(21, "the fault", null);
        Log.sumUp();
        assertThat(taken.lines()).hasSize(21).last().asString().contains("1 more like this in the last 1 s: ");
        fail(21, "the fault", null);
        assertThat(taken.lines()).hasSize(41);
    }

    @Test
    void manyThreadsLoseNoLine() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(new Thread(() -> fail(1000, "the fault", null)));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        Log.sumUp();
        assertThat(taken.lines()).hasSize(21).last().asString().contains(" 3980 more like this");
    }
}
