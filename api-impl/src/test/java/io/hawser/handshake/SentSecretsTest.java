package io.hawser.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets of the request that a server repeats are not shown. */
class SentSecretsTest {

    private static final ClientHandshake HANDSHAKE = ClientHandshake.of(
            URI.create("ws://localhost/a?token=S3cr3t%2Bx&room=b&loose%25=a%25b&bare-secret"),
            List.of("chat", "t0ken-of-a-user"),
            List.of(),
            Headers.builder()
                    .add("Authorization", "Bearer eyJhbGciOi.J9")
                    .add("Cookie", "a=c00kie1; b=c00kie2")
                    .add("X-Key", "k3y-of-an-api")
                    .add("Origin", "https://page.example")
                    .build(),
            Requests.KEY);

    private static String message(UpgradeResponse response) {
        return catchThrowableOfType(HandshakeException.class, () -> HANDSHAKE.verify(response))
                .getMessage();
    }

    @ParameterizedTest
    @CsvSource({
        "/a?token=S3cr3t%2Bx&amp;room=b, /a?token=...&amp;room=b",
        "the token S3cr3t+x has expired, the token ... has expired",
        "S3cr3t%2Bx, ...",
        "bare-secret!, ...!",
        "eyJhbGciOi.J9 and Bearer eyJhbGciOi.J9, ... and ...",
        "Bearer is missing, Bearer is missing",
        "c00kie1 c00kie2, ... ...",
        "a=c00kie1; b=c00kie2, ...",
        "no k3y-of-an-api, no ...",
        "t0ken-of-a-user, ...",
        "https://page.example is not allowed, https://page.example is not allowed",
        "room b is not there, room b is not there"
    })
    void areLeftOutOfWhatTheServerSays(String said, String shown) {
        assertThat(message(new UpgradeResponse(403, said, Headers.EMPTY, new byte[0])))
                .isEqualTo("the server answered 403 " + shown);
        assertThat(message(new UpgradeResponse(403, "", Headers.EMPTY, said.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("the server answered 403: " + shown);
    }

    @Test
    void areLeftOutOfASubprotocolThatRepeatsThem() {
        Headers headers = Headers.builder()
                .add("Upgrade", "websocket")
                .add("Connection", "Upgrade")
                .add("Sec-WebSocket-Accept", Requests.KEY.accept())
                .add("Sec-WebSocket-Protocol", "chat, t0ken-of-a-user")
                .build();
        assertThat(message(new UpgradeResponse(101, "", headers, new byte[0])))
                .isEqualTo("the server chose the subprotocol \"..., ...\", which was not offered");
    }

    @Test
    void withoutAnyTheTextIsAsItCame() {
        assertThat(SentSecrets.of("/", List.of(), Headers.EMPTY).leftOutOf("/? none"))
                .isEqualTo("/? none");
    }
}
