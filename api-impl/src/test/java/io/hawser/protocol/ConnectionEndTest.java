package io.hawser.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Received and sent bytes, for both roles. */
class ConnectionEndTest {

    private static final CloseStatus DONE = new CloseStatus(CloseStatus.NORMAL, "done");

    /** Sends messages back. */
    private static final class Echo implements ConnectionEnd.Messages {

        private final List<String> heard = new ArrayList<>();
        private final Role role;
        private final ConnectionEnd end;

        private Echo(Role role) {
            this.role = role;
            this.end = new ConnectionEnd(role, 1000, this);
        }

        @Override
        public void text(String message) throws ProtocolException {
            heard.add(message);
            end.writer().text(message);
        }

        @Override
        public void binary(ByteBuffer message) throws ProtocolException {
            if (!message.hasRemaining()) {
                throw new ProtocolException(CloseStatus.UNSUPPORTED_DATA, "nothing");
            }
            end.writer().binary(message);
        }

        /** Receives frames from the peer in one piece. */
        private void receive(byte[]... frames) {
            end.receive(ByteBuffer.wrap(Wire.concat(frames)));
        }

        private byte[] frame(int firstByte, String payload) {
            return Wire.frame(Wire.peerOf(role), firstByte, payload);
        }

        private byte[] close(CloseStatus status) {
            return Wire.frame(
                    Wire.peerOf(role), Wire.FIN | Wire.CLOSE, status.encode().array());
        }

        /** The frames that the peer reads from the bytes sent since the last call. */
        private List<RecordedMessages.Event> sent() throws ProtocolException {
            RecordedMessages messages = new RecordedMessages();
            new FrameReader(Wire.peerOf(role), 0, -1, new MessageReader(messages, -1, -1))
                    .read(ByteBuffer.wrap(end.take()));
            return messages.events;
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void messagesAndPingsAreAnsweredInOrder(Role role) throws ProtocolException {
        Echo echo = new Echo(role);
        echo.receive(
                echo.frame(Wire.TEXT, "in "),
                echo.frame(Wire.FIN | Wire.PING, "p"),
                echo.frame(Wire.FIN | Wire.PONG, "nobody has asked"),
                echo.frame(Wire.FIN | Wire.CONTINUATION, "parts"),
                echo.frame(Wire.FIN | Wire.BINARY, "b"));
        assertThat(echo.sent())
                .containsExactly(
                        RecordedMessages.pongOf((byte) 'p'),
                        RecordedMessages.textOf("in parts"),
                        RecordedMessages.binaryOf((byte) 'b'));
        assertThat(echo.sent()).isEmpty();
        assertThat(echo.end.isOpen()).isTrue();
        assertThat(echo.end.outcome()).isNull();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void theCloseOfThePeerIsAnsweredWithItsCodeBehindTheAnswersToItsMessages(Role role) throws ProtocolException {
        Echo echo = new Echo(role);
        echo.receive(echo.frame(Wire.FIN | Wire.TEXT, "last"), echo.close(DONE));
        assertThat(echo.sent())
                .containsExactly(RecordedMessages.textOf("last"), RecordedMessages.closeOf(new CloseStatus(1000, "")));
        assertThat(echo.end.isOpen()).isFalse();
        assertThat(echo.end.outcome()).isEqualTo(DONE);
        // The server closes TCP first (RFC 6455, section 7.1.1).
        assertThat(echo.end.mustCloseTcp()).isEqualTo(role == Role.SERVER);
        echo.end.inputEnded();
        assertThat(echo.end.mustCloseTcp()).isTrue();
        assertThat(echo.end.outcome()).isEqualTo(DONE);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void afterTheCloseNothingIsReceivedOrSent(Role role) throws ProtocolException {
        Echo echo = new Echo(role);
        echo.end.close(DONE);
        echo.end.close(new CloseStatus(1001, ""));
        assertThat(echo.sent()).containsExactly(RecordedMessages.closeOf(DONE));
        assertThatIllegalStateException()
                .isThrownBy(() -> echo.end.writer())
                .withMessage("the connection is closed: 1000 (done)");

        echo.receive(
                echo.frame(Wire.FIN | Wire.TEXT, "late"),
                echo.frame(Wire.FIN | Wire.BINARY, "late"),
                echo.frame(Wire.FIN | Wire.PING, "late"),
                echo.close(new CloseStatus(1000, "")));
        assertThat(echo.heard).isEmpty();
        assertThat(echo.sent()).isEmpty();
        assertThat(echo.end.outcome()).isEqualTo(DONE);
        assertThat(echo.end.mustCloseTcp()).isEqualTo(role == Role.SERVER);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void aPeerThatViolatesTheProtocolGetsACodeAndIsIgnored(Role role) throws ProtocolException {
        Echo echo = new Echo(role);
        echo.receive(Wire.frame(Wire.peerOf(role), Wire.FIN | Wire.TEXT, Wire.bytes(0xFF)), echo.close(DONE));
        assertThat(echo.sent())
                .containsExactly(RecordedMessages.closeOf(new CloseStatus(1007, "Text message is not UTF-8")));
        assertThat(echo.end.mustCloseTcp()).isTrue();
        assertThat(echo.end.outcome().code()).isEqualTo(1007);
        echo.receive(echo.frame(Wire.FIN | Wire.TEXT, "more"));
        assertThat(echo.heard).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void aFaultOfThePeerAfterOurCloseNeedsNoOther(Role role) throws ProtocolException {
        Echo echo = new Echo(role);
        echo.end.close(DONE);
        echo.receive(Wire.frame(Wire.peerOf(role), 0x83, ""));
        assertThat(echo.sent()).containsExactly(RecordedMessages.closeOf(DONE));
        assertThat(echo.end.mustCloseTcp()).isTrue();
        assertThat(echo.end.outcome()).isEqualTo(DONE);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void messagesMayBeTooBigOrOfAKindThatIsNotTaken(Role role) throws ProtocolException {
        Echo big = new Echo(role);
        big.receive(big.frame(Wire.FIN | Wire.TEXT, "x".repeat(1001)));
        assertThat(big.sent()).hasSize(1);
        assertThat(big.end.outcome().code()).isEqualTo(1009);

        Echo nothing = new Echo(role);
        nothing.receive(nothing.frame(Wire.FIN | Wire.BINARY, ""));
        assertThat(nothing.sent()).containsExactly(RecordedMessages.closeOf(new CloseStatus(1003, "nothing")));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void aConnectionThatIsLostHasNothingMoreToSend(Role role) throws ProtocolException {
        Echo echo = new Echo(role);
        echo.end.inputEnded();
        assertThat(echo.end.outcome()).isEqualTo(CloseStatus.ABNORMAL);
        assertThat(echo.end.mustCloseTcp()).isTrue();
        echo.end.close(DONE);
        assertThat(echo.sent()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void aCodeThatMustNotBeSentChangesNothing(Role role) throws ProtocolException {
        Echo echo = new Echo(role);
        assertThatIllegalStateException().isThrownBy(() -> echo.end.close(CloseStatus.ABNORMAL));
        assertThat(echo.end.isOpen()).isTrue();
        echo.end.close(CloseStatus.NO_STATUS);
        assertThat(echo.sent()).containsExactly(RecordedMessages.closeOf(CloseStatus.NO_STATUS));
    }

    /** The result does not depend on the pieces in which bytes arrive. */
    @ParameterizedTest
    @EnumSource(Role.class)
    void bytesMayComeOneByOne(Role role) throws ProtocolException {
        Echo echo = new Echo(role);
        for (byte b : Wire.concat(echo.frame(Wire.FIN | Wire.TEXT, "one by one"), echo.close(DONE))) {
            echo.receive(new byte[] {b});
        }
        assertThat(echo.heard).containsExactly("one by one");
        assertThat(echo.sent()).hasSize(2);
    }
}
