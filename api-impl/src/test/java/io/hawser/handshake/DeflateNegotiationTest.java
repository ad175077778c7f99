package io.hawser.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hawser.handshake.ExtensionOffer.Parameter;
import io.hawser.protocol.Role;
import io.hawser.protocol.deflate.DeflateParameters;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateNegotiationTest {

    private static final DeflateNegotiation ALL = new DeflateNegotiation(true, 15);
    private static final DeflateNegotiation DEFAULT = new DeflateNegotiation(false, 15);
    private static final DeflateNegotiation SMALL = new DeflateNegotiation(true, 10);

    private static List<Parameter> parameters(String text) {
        String header = text == null || text.isEmpty() ? "permessage-deflate" : "permessage-deflate; " + text;
        return ExtensionOffer.parse(List.of(header)).get(0).parameters();
    }

    private static String answer(DeflateNegotiation negotiation, String offer) {
        return negotiation
                .accept(parameters(offer))
                .map(Object::toString)
                .orElse("declined")
                .replace("permessage-deflate; ", "")
                .replace("permessage-deflate", "");
    }

    @Test
    void theOfferSaysWhatTheSettingsWant() {
        assertThat(ALL.offer()).hasToString("permessage-deflate; client_max_window_bits");
        assertThat(DEFAULT.offer())
                .hasToString(
                        "permessage-deflate; server_no_context_takeover; client_no_context_takeover; client_max_window_bits");
        assertThat(SMALL.offer())
                .hasToString("permessage-deflate; server_max_window_bits=10; client_max_window_bits=10");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|",
                "client_max_window_bits|",
                "client_max_window_bits=15|",
                "client_max_window_bits=9|client_max_window_bits=9",
                "client_max_window_bits=\"8\"|client_max_window_bits=8",
                "server_max_window_bits=15|server_max_window_bits=15",
                "server_max_window_bits=8|server_max_window_bits=8",
                "server_no_context_takeover|server_no_context_takeover",
                "client_no_context_takeover|client_no_context_takeover",
                "client_max_window_bits=11; server_max_window_bits=12; client_no_context_takeover; server_no_context_takeover"
                        + "|server_no_context_takeover; client_no_context_takeover; server_max_window_bits=12; client_max_window_bits=11"
            })
    void everyParameterIsHonoured(String offer, String answer) {
        assertThat(answer(ALL, offer)).isEqualTo(answer == null ? "" : answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|server_no_context_takeover; client_no_context_takeover",
                "client_max_window_bits|server_no_context_takeover; client_no_context_takeover",
            })
    void withoutTakeoverNobodyTakesOver(String offer, String answer) {
        assertThat(answer(DEFAULT, offer)).isEqualTo(answer);
    }

    /** A server may request a smaller window of the client only if the client has offered that. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|server_max_window_bits=10",
                "server_max_window_bits=9|server_max_window_bits=9",
                "server_max_window_bits=11|server_max_window_bits=10",
                "client_max_window_bits|server_max_window_bits=10; client_max_window_bits=10",
                "client_max_window_bits=8|server_max_window_bits=10; client_max_window_bits=8"
            })
    void aSmallWindowIsUsedByBothWhereBothCan(String offer, String answer) {
        assertThat(answer(SMALL, offer)).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server_no_context_takeover=1",
                "client_no_context_takeover=true",
                "server_no_context_takeover; server_no_context_takeover",
                "client_max_window_bits; client_max_window_bits=9",
                "server_max_window_bits",
                "server_max_window_bits=7",
                "server_max_window_bits=16",
                "server_max_window_bits=08",
                "server_max_window_bits=1x",
                "server_max_window_bits=-9",
                "server_max_window_bits=\"+9\"",
                "client_max_window_bits=0",
                "client_max_window_bits=99999999999",
                "unknown",
                "unknown=1",
                "SERVER_NO_CONTEXT_TAKEOVER"
            })
    void anOfferThatIsMalformedIsDeclined(String offer) {
        assertThat(answer(ALL, offer)).isEqualTo("declined");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeflateNegotiation.checkOffer(parameters(offer)))
                .withMessageContaining("permessage-deflate: ")
                .withMessageContaining("RFC 7692");
        assertThatIllegalArgumentException().isThrownBy(() -> DeflateNegotiation.agreed(parameters(offer)));
    }

    @Test
    void anOfferThatIsWellFormedPasses() {
        DeflateNegotiation.checkOffer(DEFAULT.offer().parameters());
    }

    private static DeflateParameters agreed(String offer, String answer) {
        return DeflateNegotiation.agreed(parameters(offer), parameters(answer));
    }

    @Test
    void theAnswerIsWhatCounts() {
        assertThat(agreed("client_max_window_bits", "")).isEqualTo(new DeflateParameters(false, false, 15, 15));
        assertThat(agreed("client_max_window_bits", "server_max_window_bits=12; client_max_window_bits=12"))
                .as("as servers of Python answer everyone (trap 33)")
                .isEqualTo(new DeflateParameters(false, false, 12, 12));
        assertThat(agreed("server_max_window_bits=12", "server_max_window_bits=8"))
                .isEqualTo(new DeflateParameters(false, false, 8, 15));
        assertThat(agreed("", "client_no_context_takeover; server_no_context_takeover"))
                .isEqualTo(new DeflateParameters(true, true, 15, 15));
    }

    @Test
    void aWindowThatTheClientHasAnnouncedIsKeptThoughTheAnswerHasNone() {
        assertThat(agreed("client_max_window_bits=9", "").clientMaxWindowBits()).isEqualTo(9);
        assertThat(agreed("client_max_window_bits=9", "client_max_window_bits=10")
                        .clientMaxWindowBits())
                .isEqualTo(9);
        assertThat(agreed("client_max_window_bits=9", "client_max_window_bits=8")
                        .clientMaxWindowBits())
                .isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server_no_context_takeover||server_no_context_takeover was requested",
                "server_max_window_bits=10|server_max_window_bits=11|11, more than the 10",
                "server_max_window_bits=10||15, more than the 10",
                "|client_max_window_bits=10|client_max_window_bits was not offered",
                "client_max_window_bits|client_max_window_bits|has no value",
                "|unknown|unknown parameter unknown",
                "|server_max_window_bits=16|server_max_window_bits is 16"
            })
    void anAnswerThatDoesNotFitIsRefused(String offer, String answer, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> agreed(offer, answer))
                .withMessageContaining(reason);
    }

    @Test
    void eachEndKnowsItsPart() {
        DeflateParameters parameters = new DeflateParameters(true, false, 9, 11);
        assertThat(parameters.contextTakeover(Role.SERVER)).isFalse();
        assertThat(parameters.contextTakeover(Role.CLIENT)).isTrue();
        assertThat(parameters.windowBits(Role.SERVER)).isEqualTo(9);
        assertThat(parameters.windowBits(Role.CLIENT)).isEqualTo(11);
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 16})
    void windowsAreChecked(int bits) {
        assertThatIllegalArgumentException().isThrownBy(() -> new DeflateNegotiation(true, bits));
    }

    /** For every pair of settings, both ends agree on the same parameters. */
    @Test
    void bothEndsAgree() {
        for (int client = 8; client <= 15; client++) {
            for (int server = 8; server <= 15; server++) {
                for (boolean clientTakes : new boolean[] {true, false}) {
                    for (boolean serverTakes : new boolean[] {true, false}) {
                        ExtensionOffer offer = new DeflateNegotiation(clientTakes, client).offer();
                        ExtensionOffer answer = new DeflateNegotiation(serverTakes, server)
                                .accept(offer.parameters())
                                .orElseThrow();
                        DeflateParameters agreed = DeflateNegotiation.agreed(offer.parameters(), answer.parameters());
                        assertThat(agreed).isEqualTo(DeflateNegotiation.agreed(answer.parameters()));
                        assertThat(agreed.serverMaxWindowBits()).isEqualTo(Math.min(client, server));
                        assertThat(agreed.clientMaxWindowBits()).isEqualTo(Math.min(client, server));
                        assertThat(agreed.contextTakeover(Role.SERVER)).isEqualTo(clientTakes && serverTakes);
                        assertThat(agreed.contextTakeover(Role.CLIENT)).isEqualTo(clientTakes && serverTakes);
                    }
                }
            }
        }
    }
}
