package io.hawser.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import org.junit.jupiter.api.Test;

/** Messages that are written as a stream of bytes or characters. */
class MessageStreamsTest {

    @Test
    void aShortStreamIsOneFrame() throws IOException {
        try (End end = End.server().open()) {
            try (OutputStream stream = end.session().getBasicRemote().getSendStream()) {
                stream.write('o');
                stream.write("-ne-".getBytes(), 1, 2);
            }
            try (Writer writer = end.session().getBasicRemote().getSendWriter()) {
                writer.write('t');
                writer.write("-wo-", 1, 2);
            }
            end.pump();
            assertThat(end.peer.seen()).containsExactly("BINARY one", "TEXT two");
        }
    }

    @Test
    void aStreamThatIsNotWrittenToIsNoMessageAndOneOfNothingIsAnEmptyOne() throws IOException {
        try (End end = End.server().open()) {
            end.session().getBasicRemote().getSendStream().close();
            end.session().getBasicRemote().getSendWriter().close();
            try (Writer writer = end.session().getBasicRemote().getSendWriter()) {
                writer.write("");
            }
            try (OutputStream stream = end.session().getBasicRemote().getSendStream()) {
                stream.write(new byte[0]);
            }
            end.pump();
            assertThat(end.peer.seen()).containsExactly("TEXT ", "BINARY ");
        }
    }

    @Test
    void aFlushSendsWhatThereIs() throws IOException {
        try (End end = End.server().open()) {
            try (OutputStream stream = end.session().getBasicRemote().getSendStream()) {
                stream.flush();
                stream.write('1');
                stream.flush();
                stream.flush();
                stream.write('2');
            }
            try (Writer writer = end.session().getBasicRemote().getSendWriter()) {
                writer.flush();
                writer.write("one");
                writer.flush();
                writer.flush();
            }
            end.pump();
            assertThat(end.peer.seen()).containsExactly("BINARY+ 1", "CONTINUATION 2", "TEXT+ one", "CONTINUATION ");
        }
    }

    @Test
    void aLongStreamIsSentInPartsAndHeldInNone() throws IOException {
        try (End end = End.server().open()) {
            try (OutputStream stream = end.session().getBasicRemote().getSendStream()) {
                stream.write(new byte[20_000]);
                for (int i = 0; i < 10_000; i++) {
                    stream.write(i);
                }
            }
            try (Writer writer = end.session().getBasicRemote().getSendWriter()) {
                writer.write("x".repeat(10_000));
                writer.write("y".repeat(10));
            }
            end.pump();
            assertThat(end.peer.seen())
                    .containsExactly(
                            "BINARY+ of 8192 bytes",
                            "CONTINUATION+ of 8192 bytes",
                            "CONTINUATION+ of 8192 bytes",
                            "CONTINUATION of 5424 bytes",
                            "TEXT+ of 10000 bytes",
                            "CONTINUATION yyyyyyyyyy");
        }
    }

    @Test
    void aCodePointMayBeCutBetweenTwoWrites() throws IOException {
        try (End end = End.server().open()) {
            try (Writer writer = end.session().getBasicRemote().getSendWriter()) {
                writer.write("a\uD83D");
                writer.flush();
                writer.write("\uDC4Bb");
            }
            end.pump();
            assertThat(end.peer.seen()).containsExactly("TEXT+ a", "CONTINUATION \uD83D\uDC4Bb");
        }
    }

    @Test
    void aClosedStreamTakesNoMore() throws IOException {
        try (End end = End.server().open()) {
            OutputStream stream = end.session().getBasicRemote().getSendStream();
            Writer writer = end.session().getBasicRemote().getSendWriter();
            stream.close();
            stream.close();
            writer.close();
            writer.close();
            assertThatThrownBy(() -> stream.write(1)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> stream.write(new byte[1])).isInstanceOf(IOException.class);
            assertThatThrownBy(stream::flush).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> writer.write(1)).isInstanceOf(IOException.class);
            assertThatThrownBy(writer::flush).isInstanceOf(IOException.class);
            end.pump();
            assertThat(end.peer.seen()).isEmpty();
        }
    }

    @Test
    void argumentsOutOfRangeAreRefused() throws IOException {
        try (End end = End.server().open();
                OutputStream stream = end.session().getBasicRemote().getSendStream();
                Writer writer = end.session().getBasicRemote().getSendWriter()) {
            assertThatThrownBy(() -> stream.write(new byte[2], 1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> writer.write(new char[2], 1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }
}
