package io.hawser.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class OneApplicationTest {

    @Test
    void aPortIsFreeUnlessSomebodyListens() throws Exception {
        int port;
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            port = other.getLocalPort();
            assertThat(OneApplication.isFree(port)).isFalse();
        }
        assertThat(OneApplication.isFree(port)).isTrue();
        assertThat(OneApplication.isFree(0)).isTrue();
    }
}
