package io.hawser.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class IgnoredFieldsTest {

    private static Headers headers(String... lines) {
        Headers.Builder headers = Headers.builder();
        for (String line : lines) {
            headers.add(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1));
        }
        return headers.build();
    }

    @Test
    void reservedFieldsThatWereAddedChangedOrRemovedAreNamed() {
        Headers before = headers("Upgrade: websocket", "Connection: Upgrade", "Host: a", "Cookie: a");
        Headers after =
                headers("upgrade: websocket", "CONNECTION: close", "Sec-WebSocket-Key: 1", "Cookie: b", "TE: a");
        assertThat(IgnoredFields.of(before, after)).containsExactly("Connection", "Host", "Sec-WebSocket-Key", "TE");
        assertThat(IgnoredFields.of(before, after, "host", "te")).containsExactly("Connection", "Sec-WebSocket-Key");
        assertThat(IgnoredFields.of(before, before)).isEmpty();
    }

    @Test
    void aSubprotocolThatWasAddedTakesTheOthersPlace() {
        assertThat(ServerHandshake.chosen("", List.of("a"))).isEqualTo("a");
        assertThat(ServerHandshake.chosen("a", List.of("a", "b"))).isEqualTo("b");
        assertThat(ServerHandshake.chosen("a", List.of("a"))).isEqualTo("a");
        assertThat(ServerHandshake.chosen("a", List.of())).isEqualTo("a");
        assertThat(ServerHandshake.chosen("", List.of("a, b"))).isEqualTo("a, b");
    }

    @Test
    void aClientOffersWhatItsApplicationHasWritten() {
        ClientHandshake formulated =
                ClientHandshake.of(URI.create("ws://localhost/"), List.of("a"), List.of(), Headers.EMPTY);
        Headers request = formulated
                .changed(headers("Sec-WebSocket-Protocol: b, c", "X-Mine: 1", "Upgrade: nonsense"))
                .request()
                .headers();
        assertThat(request.all("Sec-WebSocket-Protocol")).containsExactly("b, c");
        assertThat(request.all("X-Mine")).containsExactly("1");
        assertThat(request.all("Upgrade")).containsExactly("websocket");
        assertThat(formulated.changed(Headers.EMPTY).request().headers().contains("Sec-WebSocket-Protocol"))
                .isFalse();
    }
}
