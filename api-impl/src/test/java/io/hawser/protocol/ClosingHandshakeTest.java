package io.hawser.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClosingHandshakeTest {

    private static final CloseStatus OURS = new CloseStatus(4001, "ours");
    private static final CloseStatus PEERS = new CloseStatus(4002, "the peer's");
    private static final CloseStatus BROKEN = new CloseStatus(1002, "broken");

    @ParameterizedTest
    @EnumSource
    void aNewConnectionIsOpen(Role role) {
        ClosingHandshake closing = new ClosingHandshake(role);

        assertThat(closing.isOpen()).isTrue();
        assertThat(closing.sent()).isNull();
        assertThat(closing.received()).isNull();
        assertThat(closing.outcome()).isNull();
        assertThat(closing.mustCloseTcp()).isFalse();
        assertThatIllegalStateException().isThrownBy(closing::answer);
    }

    /** The server closes TCP first; the client waits for it (RFC 6455, section 7.1.1). */
    @ParameterizedTest
    @EnumSource
    void closedByThisEnd(Role role) {
        ClosingHandshake closing = new ClosingHandshake(role);

        assertThat(closing.close(OURS)).isTrue();
        assertThat(closing.isOpen()).isFalse();
        assertThat(closing.sent()).isEqualTo(OURS);
        assertThat(closing.mustCloseTcp()).isFalse();

        assertThat(closing.received(new CloseStatus(4001, ""))).isFalse();
        assertThat(closing.mustCloseTcp()).isEqualTo(role == Role.SERVER);

        closing.ended();
        assertThat(closing.mustCloseTcp()).isTrue();
        assertThat(closing.outcome()).isEqualTo(OURS);
    }

    @ParameterizedTest
    @EnumSource
    void closedByThePeer(Role role) {
        ClosingHandshake closing = new ClosingHandshake(role);

        assertThat(closing.received(PEERS)).isTrue();
        assertThat(closing.isOpen()).isFalse();
        assertThat(closing.received()).isEqualTo(PEERS);
        assertThat(closing.answer()).isEqualTo(new CloseStatus(4002, ""));
        assertThat(closing.sent()).isEqualTo(closing.answer());
        assertThat(closing.mustCloseTcp()).isEqualTo(role == Role.SERVER);

        closing.ended();
        assertThat(closing.mustCloseTcp()).isTrue();
        assertThat(closing.outcome()).isEqualTo(PEERS);
    }

    /** 1005 is reported, and an empty frame is the answer. */
    @Test
    void aCloseWithoutCodeIsAnsweredWithoutCode() {
        ClosingHandshake closing = new ClosingHandshake(Role.SERVER);

        assertThat(closing.received(CloseStatus.NO_STATUS)).isTrue();
        assertThat(closing.answer().encode().remaining()).isZero();
        assertThat(closing.outcome().code()).isEqualTo(1005);
    }

    @Test
    void aSecondCloseIsNotSentAndChangesNothing() {
        ClosingHandshake closing = new ClosingHandshake(Role.SERVER);
        closing.close(OURS);

        assertThat(closing.close(PEERS)).isFalse();
        assertThat(closing.sent()).isEqualTo(OURS);
        assertThat(closing.outcome()).isEqualTo(OURS);
    }

    @Test
    void whenBothEndsCloseTheFirstCauseWins() {
        ClosingHandshake oursFirst = new ClosingHandshake(Role.SERVER);
        oursFirst.close(OURS);
        assertThat(oursFirst.received(PEERS)).isFalse();
        assertThat(oursFirst.outcome()).isEqualTo(OURS);

        ClosingHandshake peersFirst = new ClosingHandshake(Role.SERVER);
        peersFirst.received(PEERS);
        assertThat(peersFirst.close(OURS)).isFalse();
        assertThat(peersFirst.outcome()).isEqualTo(PEERS);
    }

    @ParameterizedTest
    @EnumSource
    void theEndWithoutACloseIsAbnormal(Role role) {
        ClosingHandshake closing = new ClosingHandshake(role);
        closing.ended();

        assertThat(closing.isOpen()).isFalse();
        assertThat(closing.outcome()).isEqualTo(CloseStatus.ABNORMAL);
        assertThat(closing.mustCloseTcp()).isTrue();
        assertThat(closing.close(OURS)).isFalse();
        assertThat(closing.sent()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void aFailureDoesNotWaitForThePeer(Role role) {
        ClosingHandshake closing = new ClosingHandshake(role);

        assertThat(closing.fail(BROKEN, BROKEN)).isTrue();
        assertThat(closing.sent()).isEqualTo(BROKEN);
        assertThat(closing.outcome()).isEqualTo(BROKEN);
        assertThat(closing.mustCloseTcp()).isTrue();
    }

    @Test
    void aSilentPeerGetsAnotherCodeThanTheApplication() {
        ClosingHandshake closing = new ClosingHandshake(Role.SERVER);

        assertThat(closing.fail(new CloseStatus(1001, "idle"), CloseStatus.ABNORMAL))
                .isTrue();
        assertThat(closing.sent().code()).isEqualTo(1001);
        assertThat(closing.outcome().code()).isEqualTo(1006);
    }

    @ParameterizedTest
    @EnumSource
    void aFailureWhileClosingSendsNothingMore(Role role) {
        ClosingHandshake closing = new ClosingHandshake(role);
        closing.close(OURS);

        assertThat(closing.fail(BROKEN, BROKEN)).isFalse();
        assertThat(closing.sent()).isEqualTo(OURS);
        assertThat(closing.outcome()).isEqualTo(OURS);
        assertThat(closing.mustCloseTcp()).isTrue();
    }

    @Test
    void whatThePeerSendsAfterAFailureChangesNothing() {
        ClosingHandshake closing = new ClosingHandshake(Role.CLIENT);
        closing.fail(BROKEN, BROKEN);

        assertThat(closing.received(PEERS)).isFalse();
        closing.ended();
        assertThat(closing.outcome()).isEqualTo(BROKEN);
    }
}
