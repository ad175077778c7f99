package io.hawser.tck.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link CloseReason} and its codes on the wire and in {@code onClose}. */
class CloseReasonApiTest {

    private static final Set<CloseCodes> NEVER_SENT =
            Set.of(CloseCodes.RESERVED, CloseCodes.CLOSED_ABNORMALLY, CloseCodes.TLS_HANDSHAKE_FAILURE);

    private static void assertTravels(CloseCode code) throws Exception {
        try (Site site = Held.site()) {
            site.connect(new Client(), "/held").close(new CloseReason(code, "from the client"));
            Journal.expect("close " + code.getCode() + " from the client");
            Held.next();
            Client client = new Client();
            site.connect(client, "/held");
            Held.next().close(new CloseReason(code, "from the server"));
            Journal.expect("close " + code.getCode() + " from the server");
            client.expect("close " + code.getCode());
            try (RawPeer raw = RawPeer.connect(site, "/held")) {
                Held.next().close(new CloseReason(code, ""));
                assertThat(raw.next().closeCode()).isEqualTo(code.getCode());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = CloseCodes.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"RESERVED", "NO_STATUS_CODE", "CLOSED_ABNORMALLY", "TLS_HANDSHAKE_FAILURE"})
    @Proves("CloseReason")
    void codesOfTheEnumerationTravel(CloseCodes code) throws Exception {
        assertTravels(code);
    }

    @ParameterizedTest
    @ValueSource(ints = {3000, 3999, 4000, 4999})
    @Proves("CloseReason")
    void codesOfLibrariesAndApplicationsTravel(int code) throws Exception {
        assertTravels(CloseCodes.getCloseCode(code));
        assertTravels(() -> code);
    }

    @Test
    @Proves("CloseReason")
    void codesThatAreNeverSentAreRefused() throws Exception {
        Held.onBothEnds(session -> {
            for (CloseCodes code : NEVER_SENT) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> session.close(new CloseReason(code, "")))
                        .withMessageContaining(String.valueOf(code.getCode()));
            }
            for (int code : List.of(0, 999, 1016, 2999, 5000)) {
                assertThatIllegalArgumentException().isThrownBy(() -> session.close(new CloseReason(() -> code, "")));
            }
            assertThat(session.isOpen()).isTrue();
        });
    }

    @Test
    @Proves("CloseReason")
    void noStatusCodeIsAnEmptyFrame() throws Exception {
        try (Site site = Held.site()) {
            try (RawPeer raw = RawPeer.connect(site, "/held")) {
                Held.next().close(new CloseReason(CloseCodes.NO_STATUS_CODE, ""));
                assertThat(raw.next().payload()).isEmpty();
            }
            Client client = new Client();
            site.connect(client, "/held").close(new CloseReason(CloseCodes.NO_STATUS_CODE, null));
            Journal.await("close 1005 ");
            client.expect("close 1005");
        }
    }

    @Test
    @Proves("CloseReason")
    void phraseOf123BytesTravels() throws Exception {
        String phrase = "\u00e4".repeat(61) + "x";
        try (Site site = Held.site()) {
            Session session = site.connect(new Client(), "/held");
            session.close(new CloseReason(CloseCodes.NORMAL_CLOSURE, phrase));
            Journal.expect("close 1000 " + phrase);
        }
    }
}
