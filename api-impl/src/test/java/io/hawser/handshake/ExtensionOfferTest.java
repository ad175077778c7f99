package io.hawser.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hawser.cases.Cases;
import io.hawser.cases.Inputs;
import io.hawser.cases.Texts;
import io.hawser.handshake.ExtensionOffer.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtensionOfferTest {

    private final ExtensionOffer offer = new ExtensionOffer(
            "permessage-deflate",
            List.of(new Parameter("client_max_window_bits", null), new Parameter("server_max_window_bits", "10")));

    @Test
    void linesAreJoinedInTheirOrder() {
        assertThat(ExtensionOffer.parse(List.of("a, b;c=1", "", "d")))
                .containsExactly(
                        new ExtensionOffer("a", List.of()),
                        new ExtensionOffer("b", List.of(new Parameter("c", "1"))),
                        new ExtensionOffer("d", List.of()));
    }

    @Test
    void anOfferIsWrittenAsAHeaderHoldsIt() {
        assertThat(offer).hasToString("permessage-deflate; client_max_window_bits; server_max_window_bits=10");
        assertThat(ExtensionOffer.format(List.of(offer, new ExtensionOffer("x", List.of()))))
                .isEqualTo("permessage-deflate; client_max_window_bits; server_max_window_bits=10, x");
        assertThat(ExtensionOffer.format(List.of())).isEmpty();
    }

    @Test
    void parametersDoNotChangeWithTheListTheyCameIn() {
        List<Parameter> parameters = new ArrayList<>();
        ExtensionOffer empty = new ExtensionOffer("a", parameters);
        parameters.add(new Parameter("b", null));
        assertThat(empty.parameters()).isEmpty();
    }

    @Test
    void headerInjectionThroughAnExtensionIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExtensionOffer("a\r\nB: c", List.of()))
                .withMessageStartingWith("the extension name \"a\\u000d\\u000aB: c\" is not a token");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Parameter("a=b", "1"))
                .withMessageStartingWith("the extension parameter name \"a=b\" is not a token");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Parameter("a", ""))
                .withMessageStartingWith("the extension parameter value \"\" is not a token");
    }

    @Test
    void whatIsWrittenIsReadBackAsItWas() {
        Inputs<String> tokens =
                Texts.of("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", 1, 12);
        Inputs<Parameter> parameters = Inputs.by(
                random -> new Parameter(tokens.draw(random), random.nextInt(10) < 3 ? null : tokens.draw(random)));
        Inputs<List<Parameter>> several = parameters.lists(0, 4);
        Inputs<List<ExtensionOffer>> offers = tokens.as(token ->
                        new ExtensionOffer(token, List.of(new Parameter(token, token), new Parameter(token, null))))
                .or(Inputs.by(random -> new ExtensionOffer(tokens.draw(random), several.draw(random))))
                .lists(0, 4);

        Cases.each(
                2 * Cases.USUAL,
                offers,
                each -> assertThat(ExtensionOffer.parse(List.of(ExtensionOffer.format(each))))
                        .isEqualTo(each));
    }
}
