package io.hawser.session.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.session.MemoryTransport;
import io.hawser.session.memory.Budget;
import io.hawser.session.memory.Share;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The boundaries of pieces of output, and the release of their buffers. */
class OutputQueueTest {

    private final MemoryTransport transport = new MemoryTransport();
    private final Share share = new Share(new Budget(Integer.MAX_VALUE, 0), transport, null);
    private final OutputQueue queue = new OutputQueue(transport, share);
    private final List<Throwable> results = new ArrayList<>();

    @AfterEach
    void everyLoanIsGivenBack() {
        queue.discard();
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.bytes()).isZero();
        assertThat(share.queued()).isZero();
        transport.assertClean();
    }

    /** Adds a frame like a frame writer. */
    private void put(int size) {
        putBeginning(size, size);
        queue.endFrame();
    }

    private void putBeginning(int size, int count) {
        ByteBuffer room = queue.room(size);
        for (int i = 0; i < count; i++) {
            if (!room.hasRemaining()) {
                room = queue.room(size - i);
            }
            room.put((byte) i);
        }
    }

    private List<String> take() {
        List<String> pieces = new ArrayList<>();
        for (OutputQueue.Chunk chunk = queue.take(); chunk != null; chunk = queue.take()) {
            pieces.add(chunk.buffer().bytes().position() + (chunk.endsFrame() ? "" : "+"));
            chunk.buffer().release();
        }
        return pieces;
    }

    @Test
    void anEmptyQueueOwnsNothing() {
        assertThat(queue.take()).isNull();
        assertThat(queue.bytes()).isZero();
        put(10);
        assertThat(take()).containsExactly("10");
        transport.assertClean();
    }

    @Test
    void smallFramesShareAPiece() {
        for (int i = 0; i < 10; i++) {
            put(50);
        }
        assertThat(queue.bytes()).isEqualTo(500);
        assertThat(take()).containsExactly("500");
    }

    @Test
    void aFrameThatDoesNotFitBeginsAPieceOfItsOwn() {
        put(1000);
        put(100);
        assertThat(take()).containsExactly("1000", "100");
    }

    @Test
    void aFrameThatIsLargerThanAnyPieceLiesInSeveralAndOnlyTheLastEndsIt() {
        put(10);
        put(200_000);
        put(10);
        assertThat(queue.bytes()).isEqualTo(200_020);
        assertThat(take()).containsExactly("10", "81920+", "81920+", "36170");
    }

    @Test
    void aMessageOf64KibLiesInOnePiece() {
        put(65_536 + 10);
        put(10);
        assertThat(take()).containsExactly("65546", "10");
    }

    @Test
    void halfAFrameIsNoEndOfAFrame() {
        put(10);
        putBeginning(100, 50);
        assertThat(queue.insideFrame()).isTrue();
        assertThat(take()).containsExactly("60+");
        queue.endFrame();
    }

    @Test
    void aFrameWithAnOwnerIsAPieceOfItsOwn() {
        put(10);
        queue.beginOwn(this);
        put(10);
        queue.endOwn();
        put(10);
        assertThat(take()).containsExactly("10", "10", "10");
    }

    @Test
    void completionsAreReportedWithTheLastByteOfTheirMessage() {
        put(200_000);
        queue.completion(results::add);
        put(10);
        queue.completion(results::add);
        List<Boolean> reports = new ArrayList<>();
        for (OutputQueue.Chunk chunk = queue.take(); chunk != null; chunk = queue.take()) {
            chunk.buffer().release();
            reports.add(chunk.reportsCompletion());
            if (chunk.reportsCompletion()) {
                assertThat(results).isEmpty();
                chunk.written();
            }
        }
        assertThat(reports).containsExactly(false, false, true);
        assertThat(results).containsExactly(null, null);
    }

    @Test
    void aMessageThatAnExtensionHasKeptIsComplete() {
        queue.completion(results::add);
        assertThat(results).containsExactly((Throwable) null);
    }

    @Test
    void whatWaitsIsDiscardedButNotTheFrameThatWasBegun() {
        put(200_000);
        queue.completion(results::add);
        put(1000);
        queue.completion(failure -> results.add(new AssertionError("not this one")));
        put(65_536);
        SendCompletion last = results::add;
        queue.completion(last);
        queue.take().buffer().release();
        assertThat(queue.discardWaiting(true)).containsExactly(last);
        assertThat(take()).containsExactly("81920+", "37160");
        assertThat(results).isEmpty();
    }

    @Test
    void atTheEndOfAFrameAllThatWaitsIsDiscarded() {
        put(10);
        queue.completion(results::add);
        assertThat(queue.discardWaiting(false)).hasSize(1);
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.discardWaiting(true)).isEmpty();
    }

    @Test
    void outputAfterADiscardFollowsTheRestOfTheFrame() {
        put(200_000);
        put(65_536);
        queue.take().buffer().release();
        queue.discardWaiting(true);
        put(20);
        assertThat(queue.bytes()).isEqualTo(200_000 - 81_920 + 20);
        assertThat(take()).containsExactly("81920+", "36180");
    }
}
