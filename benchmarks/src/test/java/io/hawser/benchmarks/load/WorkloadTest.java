package io.hawser.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "t32c1 | 1 connection, 1 in flight on each, 32 B text",
                "b64k | 20 connections, 1 in flight on each, 64 KiB binary",
                "b1m | 8 connections, 1 in flight on each, 1 MiB binary",
                "connect | 32 at once: TCP connection, upgrade, closing handshake",
                "bcast1k | 1,000 connections, 4 messages in flight, 64 B text to all",
                "defl1k | 100 connections, 1 in flight on each, 1 KiB text, compressed"
            })
    void itsDescriptionIsInWords(String name, String description) {
        assertThat(Workloads.named(name).description()).isEqualTo(description);
    }

    @Test
    void anUnknownOneIsRefused() {
        assertThatThrownBy(() -> Workloads.named("t33"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("t32d64");
    }
}
