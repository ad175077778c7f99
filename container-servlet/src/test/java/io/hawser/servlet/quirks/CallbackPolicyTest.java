package io.hawser.servlet.quirks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class CallbackPolicyTest {

    private final Recorded connection = new Recorded();
    private final CallbackPolicy tomcat = new Tomcat().callbacks(connection);
    private final CallbackPolicy others = new Jetty().callbacks(connection);

    /** Records its calls. */
    private static final class Recorded implements UpgradedConnection, PausedInput {

        private final List<String> calls = new CopyOnWriteArrayList<>();
        private volatile boolean inputOver;
        private volatile boolean closeReceived;
        private volatile boolean aborted;
        private volatile boolean closing;
        private volatile boolean busy;
        private volatile boolean outputWaiting;
        private volatile boolean inCallback;
        private RuntimeException tooManyErrors;

        @Override
        public boolean isEncrypted() {
            return true;
        }

        @Override
        public boolean isInputOver() {
            return inputOver;
        }

        @Override
        public boolean isCloseReceived() {
            return closeReceived;
        }

        @Override
        public boolean isEnding() {
            return aborted;
        }

        @Override
        public boolean isAborted() {
            return aborted;
        }

        @Override
        public boolean isClosing() {
            return closing;
        }

        @Override
        public boolean isOver() {
            return closing;
        }

        @Override
        public boolean isBusy() {
            return busy;
        }

        @Override
        public boolean isOutputWaiting() {
            return outputWaiting;
        }

        @Override
        public PausedInput pausedInput() {
            return this;
        }

        @Override
        public void stay(boolean encrypted) {
            calls.add("stay " + encrypted);
        }

        @Override
        public void readOn() {
            calls.add("read on");
        }

        @Override
        public boolean holdCallback() {
            calls.add("hold");
            return inCallback;
        }

        @Override
        public void releaseCallback() {
            calls.add("release");
        }

        @Override
        public void provokeCallback() {
            calls.add("provoke");
        }

        @Override
        public void signalOutput() {
            calls.add("signal");
        }

        @Override
        public void failed(Throwable cause) {
            calls.add("failed");
            if (tooManyErrors != null) {
                throw tooManyErrors;
            }
        }

        @Override
        public void close() {
            calls.add("close");
            closing = true;
        }

        @Override
        public void cut() {
            calls.add("cut");
            closing = true;
        }

        @Override
        public void cutWhereInputIsRead() {
            calls.add("cut by reader");
        }
    }

    @Test
    void othersCloseAtOnceOnAnyThread() {
        others.dataRead();
        others.writeCalled();
        others.written();
        others.allDataRead();
        others.turnsOver();
        assertThat(connection.calls).isEmpty();
        assertThat(others.isEndOfInput(new EOFException())).isFalse();
        others.error(new EOFException());
        others.lingered();
        others.abort();
        others.close();
        assertThat(connection.calls).containsExactly("failed", "signal", "cut by reader", "close");
    }

    @Test
    void tomcatsCallbackIsHeldByAClose() {
        connection.inCallback = true;
        tomcat.close();
        assertThat(connection.calls).containsExactly("hold", "close", "release");
    }

    @Test
    void withoutACallbackOneIsProvokedOnceAndTheNextTimeAgain() {
        tomcat.close();
        tomcat.close();
        assertThat(connection.calls).containsExactly("hold", "provoke", "hold");
        connection.calls.clear();
        tomcat.writeCalled();
        tomcat.close();
        assertThat(connection.calls).containsExactly("hold", "provoke");
        tomcat.writeCalled();
        connection.closing = true;
        connection.calls.clear();
        tomcat.close();
        assertThat(connection.calls).containsExactly("hold");
    }

    @Test
    void tomcatsNextCallbackCutsWhatIsAborted() {
        tomcat.abort();
        assertThat(connection.calls).containsExactly("provoke");
        connection.calls.clear();
        connection.aborted = true;
        tomcat.written();
        assertThat(connection.calls).containsExactly("read on", "cut");
        connection.calls.clear();
        tomcat.abort();
        assertThat(connection.calls).isEmpty();
    }

    @Test
    void tomcatsEndOfInputIsNoErrorAndWhatIsOneClosesTheConnection() {
        assertThat(tomcat.isEndOfInput(new EOFException())).isTrue();
        assertThat(tomcat.isEndOfInput(new IOException())).isFalse();
        tomcat.error(new IOException());
        assertThat(connection.calls).containsExactly("failed", "cut");
        connection.calls.clear();
        connection.tooManyErrors = new IllegalStateException("too many");
        assertThatThrownBy(() -> tomcat.error(new IOException())).isSameAs(connection.tooManyErrors);
        assertThat(connection.calls).containsExactly("failed");
    }

    @Test
    void tomcatsCallbackStaysForPausedInputWhereNoEndIsNear() {
        tomcat.dataRead();
        assertThat(connection.calls).containsExactly("stay true", "read on");
    }

    @Test
    void tomcatsCallbackStaysUntilTheEndIsAnswered() throws Exception {
        connection.busy = true;
        connection.closeReceived = true;
        Thread callback = new Thread(tomcat::dataRead);
        callback.start();
        await().until(() -> callback.getState() == Thread.State.TIMED_WAITING);
        assertThat(connection.calls).isEmpty();
        connection.busy = false;
        tomcat.turnsOver();
        callback.join();
        assertThat(connection.calls).containsExactly("read on");
    }

    @Test
    void tomcatsCallbackReturnsWhereTheEndWaitsForTheNextOne() {
        connection.busy = true;
        connection.inputOver = true;
        connection.outputWaiting = true;
        long begun = System.nanoTime();
        tomcat.written();
        assertThat(System.nanoTime() - begun).isLessThan(500_000_000);
        assertThat(connection.calls).containsExactly("read on");
    }
}
