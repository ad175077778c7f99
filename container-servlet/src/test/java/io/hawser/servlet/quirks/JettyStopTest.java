package io.hawser.servlet.quirks;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.servlet.FakeJetty;
import io.hawser.servlet.FakeRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class JettyStopTest {

    private final AtomicInteger stops = new AtomicInteger();
    private final JettyStop stop = new JettyStop(stops::incrementAndGet);
    private final FakeRequest fake = FakeRequest.upgrade();
    private final FakeJetty jetty = fake.jetty;
    /** The request that a filter passes on. */
    private final HttpServletRequest request = new HttpServletRequestWrapper(fake.request);

    @Test
    void theApplicationEndsWhenTheServerBeginsToStop() {
        stop.watch(request);
        stop.watch(request);
        assertThat(jetty.listeners).hasSize(1).contains(jetty.listeners.get(0));
        assertThat(jetty.listeners.get(0)).hasToString("Hawser's end with the server");
        assertThat(stops).hasValue(0);
        jetty.stop();
        assertThat(stops).hasValue(1);
    }

    @Test
    void nothingOfAnApplicationThatHasEndedIsLeft() {
        stop.watch(request);
        stop.forget();
        assertThat(jetty.listeners).isEmpty();
        stop.watch(request);
        assertThat(jetty.listeners).isEmpty();
        stop.forget();
    }
}
