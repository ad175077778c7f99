package io.hawser.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {

    @ParameterizedTest
    @CsvSource({
        "400, Bad Request",
        "401, Unauthorized",
        "403, Forbidden",
        "404, Not Found",
        "405, Method Not Allowed",
        "414, URI Too Long",
        "426, Upgrade Required",
        "429, Too Many Requests",
        "431, Request Header Fields Too Large",
        "500, Internal Server Error",
        "503, Service Unavailable",
        "505, HTTP Version Not Supported",
        "418, ''"
    })
    void theReasonPhraseIsThatOfTheStatus(int status, String phrase) {
        UpgradeResponse response = Refusal.of(status, "why", Headers.EMPTY);
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.reason()).isEqualTo(phrase);
    }

    @Test
    void theBodySaysWhyAndHasALength() {
        UpgradeResponse response = Refusal.of(404, "no endpoint at /tür", Headers.EMPTY);
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo("no endpoint at /tür\n");
        assertThat(response.headers().all("Content-Length")).containsExactly("21");
        assertThat(response.headers().all("Content-Type")).containsExactly("text/plain; charset=utf-8");
        assertThat(response.headers().all("X-Content-Type-Options")).containsExactly("nosniff");
    }

    @Test
    void headerInjectionThroughAReasonReachesTheBodyAlone() {
        UpgradeResponse response = Refusal.of(500, "a\r\nSet-Cookie: b=c", Headers.EMPTY);
        assertThat(response.reason()).isEqualTo("Internal Server Error");
        assertThat(response.headers().contains("Set-Cookie")).isFalse();
    }

    @Test
    void aRefusedConnectionIsClosedSoThatEarlyFramesAreNotReadAsARequest() {
        assertThat(Refusal.of(403, "why", Headers.EMPTY).headers().all("Connection"))
                .containsExactly("close");
    }

    @Test
    void aWrongMethodIsToldTheRightOne() {
        assertThat(Refusal.of(405, "why", Headers.EMPTY).headers().all("Allow")).containsExactly("GET");
    }

    @Test
    void aMissingUpgradeIsToldWhatToUpgradeToAndTheConnectionStillCloses() {
        Headers headers = Refusal.of(426, "why", Headers.EMPTY).headers();
        assertThat(headers.all("Upgrade")).containsExactly("websocket");
        assertThat(headers.all("Connection")).containsExactly("Upgrade, close");
        assertThat(headers.all("Sec-WebSocket-Version")).containsExactly("13");
    }

    @Test
    void extraHeadersAreAddedAndReservedOnesAreNot() {
        Headers extra = Headers.builder()
                .add("WWW-Authenticate", "Basic")
                .add("connection", "keep-alive")
                .add("Content-Length", "0")
                .build();
        Headers headers = Refusal.of(401, "why", extra).headers();
        assertThat(headers.all("WWW-Authenticate")).containsExactly("Basic");
        assertThat(headers.all("Connection")).containsExactly("close");
        assertThat(headers.all("Content-Length")).containsExactly("4");
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 599})
    void redirectsAndErrorsAreRefusals(int status) {
        assertThat(Refusal.of(status, "why", Headers.EMPTY).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 200, 299, 600})
    void otherStatusesAreNoRefusals(int status) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Refusal.of(status, "why", Headers.EMPTY))
                .withMessage("the status " + status + " is not a refusal: it must be 300 to 599");
    }

    @Test
    void aBodyOfOnesOwnIsSentAsItIsWithItsType() {
        Headers extra = Headers.builder()
                .add("content-type", "application/json")
                .add("Retry-After", "5")
                .add("Upgrade", "websocket")
                .add("Sec-WebSocket-Accept", "x")
                .build();
        UpgradeResponse response = Refusal.of(429, extra, "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(response.body()).asString(StandardCharsets.UTF_8).isEqualTo("{}");
        assertThat(response.headers().all("Content-Type")).containsExactly("application/json");
        assertThat(response.headers().all("Content-Length")).containsExactly("2");
        assertThat(response.headers().all("Retry-After")).containsExactly("5");
        assertThat(response.headers().contains("Upgrade")).isFalse();
        assertThat(response.headers().contains("Sec-WebSocket-Accept")).isFalse();
    }

    @Test
    void aBodyWithoutATypeIsText() {
        UpgradeResponse response = Refusal.of(403, Headers.EMPTY, "no".getBytes(StandardCharsets.UTF_8));
        assertThat(response.headers().all("Content-Type")).containsExactly("text/plain; charset=utf-8");
    }

    @Test
    void noBodyHasNoTypeAndNotModifiedHasNoBody() {
        UpgradeResponse empty = Refusal.of(403, Headers.EMPTY, new byte[0]);
        assertThat(empty.headers().contains("Content-Type")).isFalse();
        assertThat(empty.headers().all("Content-Length")).containsExactly("0");
        assertThat(Refusal.of(304, Headers.EMPTY, new byte[] {1}).body()).isEmpty();
    }
}
