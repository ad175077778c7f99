package io.hawser.servlet.quirks;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class JettyOutputTest {

    private static class Stream extends ServletOutputStream {

        @Override
        public void write(int b) {}

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {}
    }

    /** As Jetty's {@code HttpOutput}. */
    public static final class Behind extends Stream {

        private int bufferSize;

        @Override
        public void write(ByteBuffer bytes) {}

        public void setBufferSize(int bytes) {
            bufferSize = bytes;
        }
    }

    /** As Jetty's class of this name. */
    private static class ServletOutputStreamWrapper extends Stream {

        @SuppressWarnings("unused") // read by reflection
        private final ServletOutputStream _outputStream;

        ServletOutputStreamWrapper(ServletOutputStream behind) {
            _outputStream = behind;
        }
    }

    private static final class Upgraded extends ServletOutputStreamWrapper {

        Upgraded(ServletOutputStream behind) {
            super(behind);
        }
    }

    @Test
    void theStreamBehindTakesLargeBuffers() {
        Behind behind = new Behind();
        assertThat(new Jetty().writable(new Upgraded(behind))).isSameAs(behind);
        assertThat(behind.bufferSize).isGreaterThan(100_000);
    }

    @Test
    void aStreamWithNothingBehindIsLeftAsItIs() {
        Behind own = new Behind();
        assertThat(JettyOutput.behind(own)).isSameAs(own);
        assertThat(own.bufferSize).isZero();
    }

    @Test
    void aStreamBehindThatTakesNoBuffersIsNotUsed() {
        Upgraded upgraded = new Upgraded(new Stream());
        assertThat(JettyOutput.behind(upgraded)).isSameAs(upgraded);
        Upgraded empty = new Upgraded(null);
        assertThat(JettyOutput.behind(empty)).isSameAs(empty);
    }
}
