package io.hawser.servlet.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.servlet.transport.ConnectionState.Due;
import io.hawser.thread.Ending;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionStateTest {

    private static final long TIMEOUT = TimeUnit.SECONDS.toNanos(10);
    private static final long LINGER = ConnectionState.LINGER_NANOS;
    private static final BooleanSupplier WAITING = () -> true;
    private static final BooleanSupplier WRITABLE = () -> false;

    private final ConnectionState state = new ConnectionState();

    private Due due(long now, Ending ending) {
        return state.due(now, ending, WRITABLE, TIMEOUT);
    }

    @Test
    void aCloseHasThreeStages() {
        assertThat(state.isClosing()).isFalse();
        assertThat(state.isClosed()).isFalse();
        assertThat(state.beginClosing()).isTrue();
        assertThat(state.isClosing()).isTrue();
        assertThat(state.isClosed()).isFalse();
        state.endClosing();
        assertThat(state.isClosing()).isTrue();
        assertThat(state.isClosed()).isTrue();
        assertThat(state.beginClosing()).isFalse();
        assertThat(state.isClosed()).isTrue();
    }

    @Test
    void oneThreadClosesAndOneLoses() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int time = 0; time < 1000; time++) {
                ConnectionState shared = new ConnectionState();
                CountDownLatch ready = new CountDownLatch(4);
                List<Future<Integer>> results = IntStream.range(0, 4)
                        .mapToObj(thread -> threads.submit(() -> {
                            ready.countDown();
                            ready.await();
                            return (shared.beginClosing() ? 1 : 0) + (shared.lose() ? 100 : 0);
                        }))
                        .toList();
                int sum = 0;
                for (Future<Integer> result : results) {
                    sum += result.get();
                }
                assertThat(sum).isEqualTo(101);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -5, Long.MIN_VALUE})
    void anEndBeginsOnceAtWhateverTime(long now) {
        assertThat(state.beginEnding(now)).isTrue();
        assertThat(state.beginEnding(now + 1)).isFalse();
        assertThat(due(now + LINGER / 2, Ending.CLOSE_AFTER_PEER)).isEqualTo(Due.NOTHING);
        assertThat(due(now + LINGER + 2, Ending.CLOSE_AFTER_PEER)).isEqualTo(Due.CLOSE);
    }

    @Test
    void whatHasNothingLeftToWriteIsClosedWhenThePeerNeedNotBeWaitedFor() {
        assertThat(state.mayClose(Ending.CLOSE_AFTER_PEER, () -> false)).isFalse();
        assertThat(state.mayClose(Ending.CLOSE_AFTER_PEER, () -> true)).isTrue();
        assertThat(state.mayClose(Ending.CLOSE, () -> false)).isTrue();
        state.endInput();
        assertThat(state.isInputOver()).isTrue();
        assertThat(state.mayClose(Ending.CLOSE_AFTER_PEER, () -> false)).isTrue();
    }

    @Test
    void aPeerThatGoesOnToSendIsWaitedForOnce() {
        state.beginEnding(1);
        assertThat(due(1 + LINGER, Ending.CLOSE_AFTER_PEER)).isEqualTo(Due.NOTHING);
        assertThat(state.due(2 + LINGER, Ending.CLOSE_AFTER_PEER, WAITING, TIMEOUT))
                .isEqualTo(Due.NOTHING);
        assertThat(state.mayClose(Ending.CLOSE_AFTER_PEER, () -> false)).isFalse();
        assertThat(due(2 + LINGER, Ending.CLOSE_AFTER_PEER)).isEqualTo(Due.CLOSE);
        assertThat(state.mayClose(Ending.CLOSE_AFTER_PEER, () -> false)).isTrue();
        assertThat(due(3 + LINGER, Ending.CLOSE_AFTER_PEER)).isEqualTo(Due.NOTHING);
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOSE_AFTER_PEER", "CLOSE"})
    void aPeerThatDoesNotTakeTheLastOutputIsLost(Ending ending) {
        state.beginEnding(1);
        assertThat(state.due(1 + TIMEOUT, ending, WAITING, TIMEOUT)).isEqualTo(Due.NOTHING);
        assertThat(state.due(2 + TIMEOUT, ending, WAITING, TIMEOUT)).isEqualTo(Due.LOSE);
    }

    @Test
    void anAbortThatTakesTooLongIsCut() {
        state.beginEnding(1);
        assertThat(due(1 + LINGER, Ending.ABORT)).isEqualTo(Due.NOTHING);
        assertThat(due(2 + LINGER, Ending.ABORT)).isEqualTo(Due.CUT);
        assertThat(due(2 + TIMEOUT, Ending.ABORT)).isEqualTo(Due.CUT);
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOSE_AFTER_PEER", "CLOSE", "ABORT"})
    void aContainerThatDoesNotReturnFromTheCloseIsHurried(Ending ending) {
        long most = ending == Ending.ABORT ? LINGER : TIMEOUT;
        state.beginEnding(1);
        state.beginClosing();
        assertThat(due(1 + most, ending)).isEqualTo(Due.NOTHING);
        assertThat(due(2 + most, ending)).isEqualTo(Due.HURRY);
        state.endClosing();
        assertThat(due(2 + most, ending)).isEqualTo(Due.HURRY);
    }

    @Test
    void nothingIsDueForAConnectionThatGoesOn() {
        assertThat(due(2 + 2 * TIMEOUT, Ending.NONE)).isEqualTo(Due.NOTHING);
    }
}
