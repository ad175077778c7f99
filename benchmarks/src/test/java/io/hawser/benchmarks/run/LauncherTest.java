package io.hawser.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.benchmarks.contestant.Contestant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {

    @TempDir
    private Path empty;

    private Launcher launcher() {
        return new Launcher(new Build(empty), empty, Cores.free(), List.of());
    }

    @Test
    void helidonIsLeftOutWhereItsJdkIsMissing() {
        assertThat(launcher().obstacle(Contestant.HELIDON))
                .hasValueSatisfying(obstacle -> assertThat(obstacle).contains("JDK 21"));
        assertThat(launcher().obstacle(Contestant.HAWSER)).isEmpty();
    }

    @Test
    void whatIsNotBuiltIsNamed() {
        assertThatThrownBy(() -> launcher().server(Contestant.HAWSER))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("benchmarks/servers/hawser");
    }

    @Test
    void aClientIsNoServer() {
        assertThatThrownBy(() -> launcher().server(Contestant.TYRUS_CLIENT))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
