package io.hawser.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hawser.cases.Cases;
import io.hawser.cases.Texts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokensTest {

    @Test
    void everyCharacterOfTheGrammarMakesAToken() {
        String all = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        assertThat(Tokens.isToken(all)).isTrue();
        for (char c = 0; c < 0x180; c++) {
            assertThat(Tokens.isTokenChar(c)).as("U+%04X", (int) c).isEqualTo(all.indexOf(c) >= 0);
        }
    }

    @Test
    void emptyTextIsNoToken() {
        assertThat(Tokens.isToken("")).isFalse();
    }

    @Test
    void requireGivesTheTokenBack() {
        assertThat(Tokens.require("the name", "chat")).isEqualTo("chat");
    }

    @Test
    void requireNamesWhatIsWrongEscaped() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tokens.require("the name", "a\r\nb"))
                .withMessage("the name \"a\\u000d\\u000ab\" is not a token (RFC 9110, section 5.6.2)");
    }

    @Test
    void tokensAreComparedInAnyCase() {
        assertThat(Tokens.same("WebSocket", "websocket")).isTrue();
        assertThat(Tokens.same("websockets", "websocket")).isFalse();
    }

    @Test
    void theKelvinSignIsNoK() {
        assertThat("websoc\u212aet").isEqualToIgnoringCase("websocket");
        assertThat(Tokens.same("websoc\u212aet", "websocket")).isFalse();
    }

    @Test
    void listsAreJoinedOverSeveralLinesInTheirOrder() {
        assertThat(Tokens.list(List.of("a, b", "c"))).containsExactly("a", "b", "c");
    }

    @Test
    void emptyElementsOfAListAreSkipped() {
        assertThat(Tokens.list(List.of("", ",", " ,\ta , ,b,"))).containsExactly("a", "b");
    }

    @Test
    void everyListIsSplitAtItsCommas() {
        Cases.each(Texts.any().or(Texts.of(", \ta", 0, 12)), line -> {
            List<String> split = new ArrayList<>();
            for (String element : line.split(",")) {
                if (!element.trim().isEmpty()) {
                    split.add(element.trim());
                }
            }
            assertThat(Tokens.list(List.of(line))).isEqualTo(split);
        });
    }

    @Test
    void aListHoldsATokenInAnyCaseAndOnAnyLine() {
        assertThat(Tokens.listHolds(List.of("keep-alive, UPGRADE"), "Upgrade")).isTrue();
        assertThat(Tokens.listHolds(List.of("keep-alive", "upgrade"), "Upgrade"))
                .isTrue();
    }

    @Test
    void aListDoesNotHoldPartOfAnElement() {
        assertThat(Tokens.listHolds(List.of("upgrade-insecure, my upgrade"), "Upgrade"))
                .isFalse();
        assertThat(Tokens.listHolds(List.of(), "Upgrade")).isFalse();
    }

    @Test
    void aTextThatMayBeASecretIsNotShown() {
        Tokens.requireUnshown("x", "token");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tokens.requireUnshown("x", ""))
                .withMessage("x is not a token (RFC 9110, section 5.6.2): it is empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tokens.requireUnshown("x", "Bearer secret"))
                .withMessage("x is not a token (RFC 9110, section 5.6.2): it has the character U+0020");
    }
}
