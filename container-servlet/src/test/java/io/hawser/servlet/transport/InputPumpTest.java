package io.hawser.servlet.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.servlet.quirks.PausedInput;
import io.hawser.servlet.quirks.StrandedInput;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputPumpTest {

    private static final int MUCH = 400 * 1024;

    private final Stream stream = new Stream();
    private final Set<PausedInput> ticked = new HashSet<>();
    private final List<ByteBuffer> came = new ArrayList<>();
    private final InputPump pump = pump(reading -> PausedInput.READ_BY_ANY_THREAD);

    /** {@return a pump whose input is read only in calls of the container} */
    private InputPump inCalls(Runnable makesCall) {
        return pump(reading -> new StrandedInput(reading, makesCall, ticked));
    }

    private InputPump pump(Function<PausedInput.Reading, PausedInput> pausedInput) {
        return new InputPump(
                stream,
                new ReadBuffers(),
                new Parser(),
                failure -> {
                    throw new AssertionError(failure);
                },
                pausedInput);
    }

    /** Has a number of bytes, and records the threads that read it. */
    private static final class Stream extends ServletInputStream {

        private int left;
        private int asked;
        private final List<Thread> readers = new ArrayList<>();

        @Override
        public boolean isReady() {
            asked++;
            return left > 0;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            readers.add(Thread.currentThread());
            int count = Math.min(length, left);
            left -= count;
            return count;
        }

        @Override
        public int read() {
            throw new AssertionError("nobody reads single bytes");
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new AssertionError("this is done elsewhere");
        }
    }

    private final class Parser implements InputPump.Receiver {

        @Override
        public void came(ByteBuffer bytes) {
            came.add(bytes);
        }

        @Override
        public void ended() {
            throw new AssertionError("it goes on");
        }

        @Override
        public boolean isDiscarding() {
            return false;
        }
    }

    /** A thread like those of XNIO. */
    private static final class IoThread extends Thread implements Executor {

        private final Queue<Runnable> tasks = new ArrayDeque<>();
        private boolean ended;

        IoThread(Runnable callback) {
            super(callback);
        }

        @Override
        public void execute(Runnable task) {
            if (ended) {
                throw new java.util.concurrent.RejectedExecutionException("this thread has ended");
            }
            tasks.add(task);
        }
    }

    private int parse() {
        return parse(pump);
    }

    private int parse(InputPump of) {
        int bytes = came.stream().mapToInt(ByteBuffer::remaining).sum();
        came.clear();
        of.taken(bytes);
        return bytes;
    }

    @Test
    void itPausesAndTheThreadThatHasParsedGoesOn() {
        stream.left = MUCH;
        pump.dataAvailable();
        assertThat(pump.isPaused()).isTrue();
        int before = parse();
        assertThat(before).isLessThan(MUCH);
        assertThat(before + parse()).isEqualTo(MUCH);
    }

    @Test
    void aStreamThatIsNotReadyIsTheContainersUntilItCalls() {
        pump.resume(Runnable::run);
        assertThat(stream.asked).isZero();
        stream.left = 100;
        pump.dataAvailable();
        int asked = stream.asked;
        // The stream is ready again, but the container has not called yet.
        stream.left = 100;
        pump.resume(Runnable::run);
        assertThat(stream.asked).isEqualTo(asked);
        assertThat(parse()).isEqualTo(100);
        pump.dataAvailable();
        assertThat(parse()).isEqualTo(100);
    }

    @Test
    void whereTheThreadThatCallsTakesTasksItDoesAllReading() throws Exception {
        stream.left = MUCH;
        IoThread io = new IoThread(pump::dataAvailable);
        io.start();
        io.join();
        assertThat(pump.isPaused()).isTrue();
        int before = parse();
        assertThat(stream.left).isEqualTo(MUCH - before);
        assertThat(stream.readers).containsOnly(io);
        // The test runs the task of the thread.
        assertThat(io.tasks).hasSize(1);
        io.tasks.remove().run();
        assertThat(before + parse()).isEqualTo(MUCH);
    }

    /** Tomcat reads from the socket before it calls. No other thread may read. */
    @Test
    void whereInputIsReadInCallsAloneWhoHasParsedReadsNothing() {
        List<String> called = new ArrayList<>();
        InputPump inCalls = inCalls(() -> called.add("for output"));
        stream.left = MUCH;
        inCalls.dataAvailable();
        int before = parse(inCalls);
        assertThat(stream.left).isEqualTo(MUCH - before);
        inCalls.dataAvailable();
        assertThat(before + parse(inCalls)).isEqualTo(MUCH);
        assertThat(called).isEmpty();
    }

    @Test
    void aCallThatStaysReadsOnAsSoonAsItIsWanted() throws Exception {
        InputPump inCalls = inCalls(() -> {});
        stream.left = MUCH;
        inCalls.dataAvailable();
        Thread call = new Thread(() -> ((StrandedInput) inCalls.paused()).stay(Long.MAX_VALUE / 2));
        call.start();
        await().until(() -> call.getState() == Thread.State.TIMED_WAITING);
        int before = parse(inCalls);
        call.join();
        assertThat(before + parse(inCalls)).isEqualTo(MUCH);
        assertThat(stream.readers).contains(call);
    }

    /** Tomcat reads into its buffer before it calls, and calls only for input in the socket. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsLeftIsFetchedInACallForOutput(boolean secure) {
        List<String> called = new ArrayList<>();
        InputPump inCalls = inCalls(() -> called.add("for output"));
        stream.left = MUCH;
        inCalls.dataAvailable();
        inCalls.paused().stay(secure);
        int before = parse(inCalls);
        assertThat(ticked).containsExactly(inCalls.paused());
        assertThat(called).isEmpty();
        inCalls.paused().tick(1);
        inCalls.paused().tick(1 + TimeUnit.MILLISECONDS.toNanos(50));
        assertThat(ticked).containsExactly(inCalls.paused());
        assertThat(called).isEmpty();
        inCalls.paused().tick(2 + TimeUnit.MILLISECONDS.toNanos(50));
        assertThat(ticked).isEmpty();
        assertThat(called).containsExactly("for output");
        assertThat(stream.left).isEqualTo(MUCH - before);
        inCalls.paused().readOn();
        assertThat(before + parse(inCalls)).isEqualTo(MUCH);
    }

    /** No unnecessary pongs are written. */
    @Test
    void whatTheContainerCallsForByItselfIsNotFetched() {
        InputPump inCalls = inCalls(() -> {
            throw new AssertionError();
        });
        stream.left = MUCH;
        inCalls.dataAvailable();
        inCalls.paused().stay(false);
        int before = parse(inCalls);
        inCalls.paused().tick(1);
        inCalls.dataAvailable();
        assertThat(before + parse(inCalls)).isEqualTo(MUCH);
        inCalls.paused().tick(TimeUnit.DAYS.toNanos(1));
        assertThat(ticked).isEmpty();
    }

    @Test
    void whatIsWantedAgainBeforeTheCallHasReturnedIsReadInIt() {
        InputPump inCalls = inCalls(() -> {});
        stream.left = MUCH;
        inCalls.dataAvailable();
        int before = parse(inCalls);
        inCalls.paused().stay(false);
        assertThat(before + parse(inCalls)).isEqualTo(MUCH);
    }

    @Test
    void whatCannotBeDoneByThatThreadAnyMoreIsDoneByAnother() throws Exception {
        IoThread io = new IoThread(pump::dataAvailable);
        io.start();
        io.join();
        List<String> done = new ArrayList<>();
        pump.execute(() -> done.add("by that thread"), Runnable::run);
        assertThat(done).isEmpty();
        io.tasks.remove().run();
        io.ended = true;
        pump.execute(() -> done.add("by another"), Runnable::run);
        assertThat(done).containsExactly("by that thread", "by another");
    }
}
