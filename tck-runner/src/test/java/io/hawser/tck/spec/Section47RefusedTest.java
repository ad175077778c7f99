package io.hawser.tck.spec;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Decoder;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnMessage;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Jakarta WebSocket 2.2, section 4.7: methods with {@code @OnMessage} that must not be deployed. */
class Section47RefusedTest {

    @ServerEndpoint("/bad")
    @ClientEndpoint
    public static class NoMessage {
        @OnMessage
        public void message() {}
    }

    @ServerEndpoint("/bad")
    @ClientEndpoint
    public static class SessionAlone {
        @OnMessage
        public void message(Session session) {}
    }

    @ServerEndpoint("/bad")
    @ClientEndpoint
    public static class TwoMessages {
        @OnMessage
        public void message(String text, ByteBuffer data) {}
    }

    @ServerEndpoint("/bad")
    @ClientEndpoint
    public static class TwoSessions {
        @OnMessage
        public void message(String text, Session one, Session two) {}
    }

    @ServerEndpoint("/bad")
    @ClientEndpoint
    public static class NoDecoder {
        @OnMessage
        public void message(Word word) {}
    }

    @ServerEndpoint(value = "/bad", decoders = OtherDecoder.class)
    @ClientEndpoint(decoders = OtherDecoder.class)
    public static class DecoderOfAnotherType {
        @OnMessage
        public void message(Word word) {}
    }

    /** Decodes another type. */
    public static class OtherDecoder implements Decoder.Text<StringBuilder> {
        @Override
        public boolean willDecode(String text) {
            return true;
        }

        @Override
        public StringBuilder decode(String text) {
            return new StringBuilder(text);
        }
    }

    @ServerEndpoint("/bad")
    @ClientEndpoint
    public static class NoEncoder {
        @OnMessage
        public Word message(String text) {
            return null;
        }
    }

    @ServerEndpoint("/bad")
    @ClientEndpoint
    public static class PartsOfAReader {
        @OnMessage
        public void message(Reader reader, boolean last) {}
    }

    @ServerEndpoint("/bad")
    @ClientEndpoint
    public static class PartsOfANumber {
        @OnMessage
        public void message(int number, boolean last) {}
    }

    @ServerEndpoint("/bad")
    @ClientEndpoint
    public static class PartsOfAPong {
        @OnMessage
        public void message(PongMessage pong, boolean last) {}
    }

    @ServerEndpoint("/bad")
    @ClientEndpoint
    public static class TwoBooleans {
        @OnMessage
        public void message(String part, boolean one, boolean two) {}
    }

    @ServerEndpoint("/bad")
    @ClientEndpoint
    public static class OtherEvent {
        @OnMessage
        public void message(String text, EndpointConfig config) {}
    }

    @ServerEndpoint("/bad")
    @ClientEndpoint
    public static class CloseEvent {
        @OnMessage
        public void message(CloseReason reason) {}
    }

    @ServerEndpoint("/bad")
    @ClientEndpoint
    public static class TooLarge {
        @OnMessage(maxMessageSize = Integer.MAX_VALUE + 1L)
        public void message(String text) {}
    }

    @Test
    @Proves("4.7-1")
    void methodWithoutAMessageIsRefused() throws Exception {
        Refused.byBoth(NoMessage.class, "NoMessage.message()", "@OnMessage", "parameter for the message");
        Refused.byBoth(SessionAlone.class, "SessionAlone.message(", "@OnMessage", "parameter for the message");
    }

    @Test
    @Proves("4.7-1")
    void methodWithTooManyParametersIsRefused() throws Exception {
        Refused.byBoth(TwoMessages.class, "TwoMessages.message(", "@OnMessage", "java.lang.String");
        Refused.byBoth(TwoSessions.class, "TwoSessions.message(", "@OnMessage", "at most one", "Session");
        Refused.byBoth(TwoBooleans.class, "TwoBooleans.message(", "@OnMessage", "boolean, boolean");
        Refused.byBoth(OtherEvent.class, "OtherEvent.message(", "@OnMessage", "jakarta.websocket.EndpointConfig");
    }

    @Test
    @Proves("4.7-1")
    void messageOfAnUnknownTypeIsRefused() throws Exception {
        Refused.byBoth(NoDecoder.class, "NoDecoder.message(", Word.class.getName(), "no decoder");
        Refused.byBoth(DecoderOfAnotherType.class, "message(", Word.class.getName(), "no decoder");
        Refused.byBoth(CloseEvent.class, "CloseEvent.message(", "jakarta.websocket.CloseReason", "no decoder");
        Refused.byBoth(NoEncoder.class, "NoEncoder.message(", Word.class.getName(), "no encoder");
    }

    @Test
    @Proves("4.7-1")
    void partsOfOtherTypesAreRefused() throws Exception {
        Refused.byBoth(PartsOfAReader.class, "PartsOfAReader.message(", "parts", "java.io.Reader");
        Refused.byBoth(PartsOfANumber.class, "PartsOfANumber.message(", "parts", "int");
        Refused.byBoth(PartsOfAPong.class, "PartsOfAPong.message(", "parts", "PongMessage");
    }

    @Test
    @Proves("4.7.1")
    void maximumThatNoStringCanReachIsRefused() throws Exception {
        Refused.byBoth(TooLarge.class, "TooLarge.message(", "maxMessageSize", "2147483648");
    }

    @ServerEndpoint("/bad")
    @ClientEndpoint
    public static class TwoTexts {
        @OnMessage
        public void whole(String text) {}

        @OnMessage
        public void reader(Reader reader) {}
    }

    @ServerEndpoint("/bad")
    @ClientEndpoint
    public static class TextAndNumber {
        @OnMessage
        public void parts(String part, boolean last) {}

        @OnMessage
        public void number(int number) {}
    }

    @ServerEndpoint("/bad")
    @ClientEndpoint
    public static class TwoBinaries {
        @OnMessage
        public void bytes(byte[] bytes) {}

        @OnMessage
        public void stream(InputStream stream) {}
    }

    @ServerEndpoint("/bad")
    @ClientEndpoint
    public static class TwoPongs {
        @OnMessage
        public void one(PongMessage pong) {}

        @OnMessage
        public void two(PongMessage pong, Session session) {}
    }

    @ServerEndpoint(value = "/bad", decoders = Word.OfText.class)
    @ClientEndpoint(decoders = Word.OfText.class)
    public static class TextAndDecoded {
        @OnMessage
        public void text(String text) {}

        @OnMessage
        public void word(Word word) {}
    }

    @Test
    @Proves("4.7-4")
    void secondMethodForOneKindOfMessageIsRefused() throws Exception {
        Refused.byBoth(TwoTexts.class, "TwoTexts.whole(", "TwoTexts.reader(", "text messages");
        Refused.byBoth(TextAndNumber.class, "TextAndNumber.parts(", "TextAndNumber.number(", "text messages");
        Refused.byBoth(TwoBinaries.class, "TwoBinaries.bytes(", "TwoBinaries.stream(", "binary messages");
        Refused.byBoth(TwoPongs.class, "TwoPongs.one(", "TwoPongs.two(", "pong messages");
        Refused.byBoth(TextAndDecoded.class, "TextAndDecoded.text(", "TextAndDecoded.word(", "text messages");
    }
}
