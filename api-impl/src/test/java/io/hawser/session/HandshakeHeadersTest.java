package io.hawser.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.handshake.Headers;
import io.hawser.transport.ShownRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HandshakeHeadersTest {

    private static final Headers REQUEST = Headers.builder()
            .add("Host", "localhost:8080")
            .add("X-Empty", "")
            .add("Cookie", "a=1; b=\"c:d\"")
            .add("X-Odd", ": \t \u00e9\u00ff : ,")
            .add("cookie", "c=2")
            .build();
    private static final Headers RESPONSE =
            Headers.builder().add("Upgrade", "websocket").build();

    @Test
    void theyAreTheSameAsInTheHandshake() {
        HandshakeHeaders headers = new HandshakeHeaders(REQUEST, RESPONSE);
        assertThat(headers.request()).isEqualTo(REQUEST.toMap()).hasSize(4);
        assertThat(headers.request().get("COOKIE")).containsExactly("a=1; b=\"c:d\"", "c=2");
        assertThat(headers.request().get("x-empty")).containsExactly("");
        assertThat(headers.response()).isEqualTo(Map.of("Upgrade", List.of("websocket")));
        assertThatThrownBy(() -> headers.request().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> headers.response().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void withoutFieldsTheyAreEmpty() {
        HandshakeHeaders headers = new HandshakeHeaders(Headers.EMPTY, Headers.EMPTY);
        assertThat(headers.request()).isEmpty();
        assertThat(headers.response()).isEmpty();
    }

    @Test
    void whatTheServerShowsComesInTheirPlace() {
        Map<String, List<String>> shown = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        shown.put("X-Shown", List.of("1"));
        HandshakeHeaders headers =
                new HandshakeHeaders(REQUEST, RESPONSE, new ShownRequest(shown, Map.of("p", List.of("2"))));
        assertThat(headers.request()).isEqualTo(shown);
        assertThat(headers.response()).containsOnlyKeys("Upgrade");
        assertThat(headers.parameters("p=3")).isEqualTo(Map.of("p", List.of("2")));
    }

    @Test
    void parametersAreThoseOfTheQueryIfTheServerShowsNoOthers() {
        HandshakeHeaders headers = new HandshakeHeaders(REQUEST, RESPONSE);
        assertThat(headers.parameters("p=3&p=4")).isEqualTo(Map.of("p", List.of("3", "4")));
        assertThat(headers.parameters(null)).isEmpty();
    }
}
