package io.hawser.tck.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.EncodeException;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The promises of the Javadoc of {@link RemoteEndpoint.Basic}. */
class RemoteEndpointBasicApiTest {

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private static void assertRefused(List<ThrowingCallable> calls) {
        for (int i = 0; i < calls.size(); i++) {
            assertThatIllegalArgumentException().as("call " + i).isThrownBy(calls.get(i));
        }
    }

    @Test
    @Proves("RemoteEndpoint")
    void missingMessagesAreRefused() throws Exception {
        Held.onBothEnds(session -> {
            RemoteEndpoint.Basic remote = session.getBasicRemote();
            assertRefused(List.of(
                    () -> remote.sendText(null),
                    () -> remote.sendBinary(null),
                    () -> remote.sendText(null, true),
                    () -> remote.sendBinary(null, false),
                    () -> remote.sendObject(null)));
        });
    }

    @Test
    @Proves("RemoteEndpoint")
    void buffersAreReadToTheirLimit() throws Exception {
        try (Site site = Held.site()) {
            Client client = new Client();
            site.connect(client, "/held");
            RemoteEndpoint.Basic remote = Held.next().getBasicRemote();
            ByteBuffer data = bytes("xabcx").position(1).limit(4);
            remote.sendBinary(data);
            assertThat(data.position()).isEqualTo(4);
            assertThat(data.limit()).isEqualTo(4);
            ByteBuffer part = bytes("de").asReadOnlyBuffer();
            remote.sendBinary(part, false);
            assertThat(part.remaining()).isZero();
            remote.sendBinary(ByteBuffer.allocateDirect(1).put((byte) 'f').flip(), true);
            client.expect("binary abc", "binary def");
        }
    }

    @Test
    @Proves("RemoteEndpoint")
    void partsMakeOneMessage() throws Exception {
        try (Site site = Held.site()) {
            Client client = new Client();
            site.connect(client, "/held");
            RemoteEndpoint.Basic remote = Held.next().getBasicRemote();
            remote.sendText("a", false);
            remote.sendText("", false);
            remote.sendText("\u00e4\ud83d\ude00", false);
            remote.sendText("b", true);
            remote.sendText("", true);
            client.expect("text a\u00e4\ud83d\ude00b", "text ");
        }
    }

    @Test
    @Proves("RemoteEndpoint")
    void streamAndWriterSendOneMessageEach() throws Exception {
        try (Site site = Held.site()) {
            Client client = new Client();
            site.connect(client, "/held");
            RemoteEndpoint.Basic remote = Held.next().getBasicRemote();
            try (OutputStream out = remote.getSendStream()) {
                out.write('a');
                out.flush();
                out.write(new byte[] {'b', 'c'});
            }
            try (Writer writer = remote.getSendWriter()) {
                writer.append("d").append('e');
                writer.flush();
                writer.write("f");
            }
            client.expect("binary abc", "text def");
        }
    }

    @Test
    @Proves("RemoteEndpoint")
    void streamAndWriterThatAreNotUsedSendNothing() throws Exception {
        try (Site site = Held.site()) {
            Client client = new Client();
            site.connect(client, "/held");
            RemoteEndpoint.Basic remote = Held.next().getBasicRemote();
            remote.getSendStream().close();
            remote.getSendWriter().close();
            OutputStream flushed = remote.getSendStream();
            flushed.flush();
            flushed.close();
            remote.sendText("next");
            client.expect("text next");
        }
    }

    @Test
    @Proves("RemoteEndpoint")
    void streamAndWriterThatWriteNothingSendAnEmptyMessage() throws Exception {
        try (Site site = Held.site()) {
            Client client = new Client();
            site.connect(client, "/held");
            RemoteEndpoint.Basic remote = Held.next().getBasicRemote();
            try (OutputStream out = remote.getSendStream()) {
                out.write(new byte[0]);
            }
            try (Writer writer = remote.getSendWriter()) {
                writer.write("");
            }
            try (Writer writer = remote.getSendWriter()) {
                writer.append("");
            }
            client.expect("binary ", "text ", "text ");
        }
    }

    @Test
    @Proves("RemoteEndpoint")
    void primitivesAndTheirBoxesAreEncoded() throws Exception {
        try (Site site = Held.site()) {
            Client client = new Client();
            site.connect(client, "/held");
            RemoteEndpoint.Basic remote = Held.next().getBasicRemote();
            for (Object each : List.of(true, 'c', (byte) 1, (short) 2, 3, 4L, 5.5f, 6.5d, "text")) {
                remote.sendObject(each);
                client.expect("text " + each);
            }
        }
    }

    @Test
    @Proves({"RemoteEndpoint", "EncodeException"})
    void objectThatNobodyEncodesIsAnEncodeException() throws Exception {
        Object object = new Object();
        Held.onBothEnds(session -> assertThatThrownBy(
                        () -> session.getBasicRemote().sendObject(object))
                .isInstanceOfSatisfying(EncodeException.class, e -> {
                    assertThat(e.getObject()).isSameAs(object);
                    assertThat(e).hasMessageContaining("java.lang.Object");
                }));
    }

    @Test
    @Proves({"RemoteEndpoint", "EncodeException"})
    void errorOfAnEncoderReachesTheSender() throws Exception {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .encoders(List.of(Word.AsText.class))
                .build();
        try (Site site = Held.site()) {
            Session session = site.connect(new Client(), config, "/held");
            Word word = new Word("unspeakable");
            assertThatThrownBy(() -> session.getBasicRemote().sendObject(word))
                    .isInstanceOfSatisfying(
                            EncodeException.class,
                            e -> assertThat(e.getObject()).isSameAs(word))
                    .hasMessage("this word is not spoken");
            assertThat(session.isOpen()).isTrue();
        }
    }
}
