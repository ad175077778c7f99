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
        theApplicationEndsWith(jetty.server);
    }

    @Test
    void theApplicationEndsWhenItsContextBeginsToStop() {
        theApplicationEndsWith(jetty);
    }

    private void theApplicationEndsWith(FakeJetty component) {
        stop.watch(request);
        stop.watch(request);
        assertThat(component.listeners).hasSize(1).contains(component.listeners.get(0));
        assertThat(component.listeners.get(0)).hasToString("Hawser's end with Jetty");
        assertThat(stops).hasValue(0);
        component.stop();
        assertThat(stops).hasValue(1);
    }

    @Test
    void nothingOfAnApplicationThatHasEndedIsLeft() {
        stop.watch(request);
        stop.forget();
        assertNobodyListens();
        stop.watch(request);
        assertNobodyListens();
        stop.forget();
    }

    private void assertNobodyListens() {
        assertThat(jetty.listeners).isEmpty();
        assertThat(jetty.server.listeners).isEmpty();
    }
}
