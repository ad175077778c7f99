package io.hawser.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.junit.jupiter.api.Test;

class QueryStringTest {

    @Test
    void noQueryHasNoParameters() {
        assertThat(QueryString.parameters(null)).isEmpty();
        assertThat(QueryString.parameters("")).isEmpty();
        assertThat(QueryString.parameters("&&")).isEmpty();
    }

    @Test
    void parametersKeepTheirOrderAndMayBeThereTwice() {
        assertThat(QueryString.parameters("b=1&a=2&b=3&c&d="))
                .containsExactly(
                        entry("b", List.of("1", "3")),
                        entry("a", List.of("2")),
                        entry("c", List.of("")),
                        entry("d", List.of("")));
    }

    @Test
    void namesAndValuesAreDecodedOnce() {
        assertThat(QueryString.parameters("caf%C3%A9=a+b%26c%3Dd&twice=%2541&x=1=2"))
                .containsExactly(
                        entry("caf\u00E9", List.of("a b&c=d")),
                        entry("twice", List.of("%41")),
                        entry("x", List.of("1=2")));
    }

    @Test
    void aStrayPercentSignStandsForItself() {
        assertThat(QueryString.parameters("rate=100%&%zz=1"))
                .containsExactly(entry("rate", List.of("100%")), entry("%zz", List.of("1")));
    }

    @Test
    void whatIsEncodedBesideAStrayPercentSignIsDecoded() {
        assertThat(QueryString.parameters("off=%2010%+of%20100%&a%=%4&%%41=%zz%7B{|}^\\`"))
                .containsExactly(
                        entry("off", List.of(" 10% of 100%")),
                        entry("a%", List.of("%4")),
                        entry("%A", List.of("%zz{{|}^\\`")));
    }

    @Test
    void theParametersCannotBeChanged() {
        var parameters = QueryString.parameters("a=1");
        assertThatThrownBy(parameters::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> parameters.get("a").add("2")).isInstanceOf(UnsupportedOperationException.class);
    }
}
