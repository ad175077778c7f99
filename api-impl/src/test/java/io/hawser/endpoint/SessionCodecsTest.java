package io.hawser.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The life of encoders and decoders. */
@Timeout(60)
class SessionCodecsTest {

    private static final List<String> HEARD = new CopyOnWriteArrayList<>();
    private static EndpointConfig initialized;

    public static class Coder implements Encoder.Text<Integer> {
        @Override
        public void init(EndpointConfig config) {
            initialized = config;
            HEARD.add("init " + getClass().getSimpleName());
        }

        @Override
        public String encode(Integer object) {
            return "#" + object;
        }

        @Override
        public void destroy() {
            HEARD.add("destroy " + getClass().getSimpleName());
        }
    }

    public static class Failing extends Coder {
        @Override
        public void init(EndpointConfig config) {
            super.init(config);
            throw new IllegalStateException("no database");
        }
    }

    public static class Stubborn extends Coder {
        @Override
        public void destroy() {
            super.destroy();
            throw new AssertionError("not now");
        }
    }

    public static class Unborn implements Decoder.Text<String> {
        public Unborn() {
            throw new IllegalStateException("no memory");
        }

        @Override
        public String decode(String text) {
            return text;
        }

        @Override
        public boolean willDecode(String text) {
            return true;
        }
    }

    @BeforeEach
    void hearNothing() {
        HEARD.clear();
    }

    @Test
    void encodersAreInitializedAndDestroyedOnce() throws Exception {
        SessionCodecs codecs = Deployed.encoders(List.of(Coder.class, Stubborn.class));
        assertThat(initialized).isSameAs(Deployed.CONFIG);
        assertThat(codecs.encode(1)).isEqualTo("#1");
        codecs.close();
        codecs.close();
        assertThat(HEARD).containsExactly("init Coder", "init Stubborn", "destroy Coder", "destroy Stubborn");
    }

    @Test
    void afterDestroyNothingIsEncoded() throws Exception {
        SessionCodecs codecs = Deployed.encoders(List.of(Coder.class));
        codecs.close();
        assertThatThrownBy(() -> codecs.encode(1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ended");
    }

    @Test
    void theCodecsOfAnEndpointWithoutAnyAreNeverClosed() throws Exception {
        SessionCodecs.NONE.close();
        assertThat(SessionCodecs.NONE.encode("x")).isEqualTo("x");
        assertThat(SessionCodecs.open(Codecs.NONE, Deployed.CONFIG, Deployed.INSTANCES))
                .isSameAs(SessionCodecs.NONE);
    }

    @Test
    void whereOneFailsThoseThatWereMadeAreDestroyedAndTheFailureNamesIt() {
        assertThatThrownBy(() -> Deployed.encoders(List.of(Coder.class, Failing.class, Coder.class)))
                .isInstanceOf(InstantiationException.class)
                .hasMessageContaining("init of " + Failing.class.getName() + " has thrown")
                .hasMessageContaining("no database")
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(HEARD).containsExactly("init Coder", "init Failing", "destroy Coder", "destroy Failing");
        HEARD.clear();
        assertThatThrownBy(() -> SessionCodecs.open(
                        Codecs.of(List.of(Coder.class), List.of(Unborn.class), Deployed.INSTANCES),
                        Deployed.CONFIG,
                        Deployed.INSTANCES))
                .isInstanceOf(InstantiationException.class)
                .hasMessageContaining(Unborn.class.getName());
        assertThat(HEARD).containsExactly("init Coder", "destroy Coder");
    }

    @Test
    void eachSessionHasItsOwn() throws Exception {
        Codecs codecs = Codecs.of(List.of(Coder.class), List.of(), Deployed.INSTANCES);
        SessionCodecs first = SessionCodecs.open(codecs, Deployed.CONFIG, Deployed.INSTANCES);
        SessionCodecs second = SessionCodecs.open(codecs, Deployed.CONFIG, Deployed.INSTANCES);
        first.close();
        assertThat(second.encode(1)).isEqualTo("#1");
        assertThat(HEARD).containsExactly("init Coder", "init Coder", "destroy Coder");
    }

    /** Records whether two threads have used it at the same time. */
    public static class Crowded implements Encoder.Text<Integer> {
        private static final AtomicInteger INSIDE = new AtomicInteger();
        private static final AtomicInteger MOST = new AtomicInteger();

        @Override
        public String encode(Integer object) {
            MOST.accumulateAndGet(INSIDE.incrementAndGet(), Math::max);
            Thread.yield();
            INSIDE.decrementAndGet();
            return "";
        }
    }

    @Test
    void noTwoThreadsAreInAnEncoder() throws Exception {
        SessionCodecs codecs = Deployed.encoders(List.of(Crowded.class));
        List<FutureTask<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            FutureTask<Void> task = new FutureTask<>(() -> {
                for (int j = 0; j < 2000; j++) {
                    codecs.encode(j);
                }
                return null;
            });
            tasks.add(task);
            new Thread(task).start();
        }
        for (FutureTask<Void> task : tasks) {
            task.get();
        }
        assertThat(Crowded.MOST).hasValue(1);
    }

    /** Blocks until the test releases it. */
    public static class Slow implements Encoder.Text<Integer> {
        private static final CountDownLatch INSIDE = new CountDownLatch(1);
        private static final CountDownLatch GO = new CountDownLatch(1);

        @Override
        public String encode(Integer object) {
            INSIDE.countDown();
            try {
                HEARD.add("encoding, released " + GO.await(30, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return "";
        }

        @Override
        public void destroy() {
            HEARD.add("destroyed");
        }
    }

    @Test
    void destroyWaitsForTheThreadInTheEncoder() throws Exception {
        SessionCodecs codecs = Deployed.encoders(List.of(Slow.class));
        FutureTask<Object> encoding = new FutureTask<>(() -> codecs.encode(1));
        new Thread(encoding).start();
        Slow.INSIDE.await();
        Thread closing = new Thread(codecs::close);
        closing.start();
        org.awaitility.Awaitility.await().until(() -> closing.getState() == Thread.State.WAITING);
        assertThat(HEARD).isEmpty();
        Slow.GO.countDown();
        encoding.get();
        closing.join();
        assertThat(HEARD).containsExactly("encoding, released true", "destroyed");
    }
}
