package io.hawser.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hawser.handshake.ExtensionOffer.Parameter;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
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

    @Property
    void whatIsWrittenIsReadBackAsItWas(@ForAll("offers") List<ExtensionOffer> offers) {
        assertThat(ExtensionOffer.parse(List.of(ExtensionOffer.format(offers)))).isEqualTo(offers);
    }

    @Provide
    Arbitrary<List<ExtensionOffer>> offers() {
        Arbitrary<String> token = Arbitraries.strings()
                .withChars("!#$%&'*+-.^_`|~")
                .numeric()
                .alpha()
                .ofMinLength(1)
                .ofMaxLength(12);
        Arbitrary<Parameter> parameter =
                Combinators.combine(token, token.injectNull(0.3)).as(Parameter::new);
        return Combinators.combine(token, parameter.list().ofMaxSize(4))
                .as(ExtensionOffer::new)
                .list()
                .ofMaxSize(4);
    }
}
