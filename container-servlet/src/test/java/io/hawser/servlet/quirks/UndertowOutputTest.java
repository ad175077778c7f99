package io.hawser.servlet.quirks;

import static org.assertj.core.api.Assertions.assertThatCode;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import org.junit.jupiter.api.Test;

class UndertowOutputTest {

    /** The output of a server without quirks. */
    private static final ServletOutputStream OUTPUT = new ServletOutputStream() {

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new AssertionError("nobody listens");
        }

        @Override
        public void write(int octet) {
            throw new AssertionError("nobody writes");
        }
    };

    @Test
    void streamOfAnotherKindIsLeftAlone() {
        assertThatCode(() -> new Undertow().beforeError(OUTPUT)).doesNotThrowAnyException();
        assertThatCode(() -> new Tomcat().beforeError(OUTPUT)).doesNotThrowAnyException();
    }
}
