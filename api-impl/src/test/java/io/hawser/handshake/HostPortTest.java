package io.hawser.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hawser.cases.Cases;
import io.hawser.cases.Inputs;
import io.hawser.cases.Texts;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {

    private static final Pattern FORM = Pattern.compile("(?:\\[([^]]*)]|([^:]*))(?::([0-9]{0,5}))?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._~-]+");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]+");

    @ParameterizedTest
    @CsvSource({
        "example.com, example.com, -1",
        "example.com., example.com., -1",
        "EXAMPLE.com:8080, example.com, 8080",
        "my_service-1:1, my_service-1, 1",
        "127.0.0.1, 127.0.0.1, -1",
        "127.0.0.1:65535, 127.0.0.1, 65535",
        "[::1], ::1, -1",
        "[::1]:8080, ::1, 8080",
        "[2001:DB8::1]:0, 2001:db8::1, 0",
        "[::ffff:192.0.2.1], ::ffff:192.0.2.1, -1",
        "example.com:, example.com, -1",
        "[::1]:, ::1, -1"
    })
    void everyFormOfHostAndPortIsRead(String text, String host, int port) {
        assertThat(HostPort.parse(text)).isEqualTo(new HostPort(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":80",
                "[]",
                "[]:80",
                "::1",
                "[::1",
                "::1]",
                "[::1]80",
                "[1:2]",
                "[::1::2]",
                "[127.0.0.1]",
                "[example.com]",
                "[fe80::1%25eth0]",
                "a:b",
                "a:80:80",
                "a:-1",
                "a:65536",
                "a:000080",
                "a b",
                "a,b",
                "a/b",
                "user@a",
                "a?b",
                "a#b",
                "a%2fb",
                "a\r\nb",
                "b\u00fccher.example"
            })
    void otherFormsAreRefusedAndShownEscaped(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostPort.parse(text))
                .withMessageMatching("[ -~]+");
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, 65536})
    void portsOutOfRangeAreRefused(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HostPort("a", port))
                .withMessage("the port " + port + " is not 0 to 65535");
    }

    @Test
    void theHostIsNamedInTheMessage() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HostPort("a b", 80))
                .withMessage("\"a b\" is neither a host name nor an IP address");
    }

    @Test
    void aMissingPortIsThatOfTheScheme() {
        assertThat(HostPort.parse("a").portOr(443)).isEqualTo(443);
        assertThat(HostPort.parse("a:80").portOr(443)).isEqualTo(80);
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "example.com:8080", "127.0.0.1:1", "[::1]", "[2001:db8::1]:8080"})
    void theTextIsThatOfTheHostHeaderWithBracketsAroundIpv6(String text) {
        assertThat(HostPort.parse(text)).hasToString(text);
    }

    @Test
    void anyTextIsReadOrRefusedAndNothingElse() {
        String chars = "a1.:[]%-@ \u00fc";
        Inputs<String> hosts = Inputs.of("example.com", "127.0.0.1", "[::1]", "[2001:db8::1]", "[::ffff:1.2.3.4]", "A");
        Inputs<String> ports = Inputs.of("", ":", ":0", ":80", ":65535", ":65536", ":99999", ":100000", ":99999999999");

        Cases.each(
                3 * Cases.USUAL,
                Texts.any().or(Texts.of(chars, 0, 12)).or(Texts.spoiled(hosts.with(ports, String::concat), chars)),
                HostPortTest::textIsReadOrRefusedAndNothingElse);
    }

    @Test
    void everyTextIsReadAsThePatternsDescribeIt() {
        String chars = "a1.:[]%-_~@ \n\u0661\u212a";
        Inputs<String> hosts =
                Inputs.of("a.example", "A-b_c~1", "1.2.3.4", "[::1]", "[::ffff:1.2.3.4]", "[a]", "[", "]");
        Inputs<String> ports = Inputs.of("", ":", ":0", ":80", ":65535", ":65536", ":080", ":99999", ":100000", ":8a");

        Cases.each(
                5 * Cases.USUAL,
                Texts.any().or(Texts.of(chars, 0, 8)).or(Texts.spoiled(hosts.with(ports, String::concat), chars)),
                text -> assertThat(read(text)).isEqualTo(described(text)));
    }

    private static String read(String text) {
        try {
            return HostPort.parse(text).toString();
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    private static String described(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()
                || form.group(1) != null && NAME.matcher(form.group(1)).matches()) {
            return "\"" + shown(text) + "\" is not a host with or without a port";
        }
        String host = form.group(1) == null ? form.group(2) : form.group(1);
        String digits = form.group(3) == null ? "" : form.group(3);
        boolean isName = NAME.matcher(host).matches();
        if (!isName && !(IPV6.matcher(host).matches() && isAddressOfUri(host))) {
            return "\"" + shown(host) + "\" is neither a host name nor an IP address";
        }
        int port = digits.isEmpty() ? -1 : Integer.parseInt(digits);
        String lower = host.toLowerCase(Locale.ROOT);
        return port > 65535
                ? "the port " + port + " is not 0 to 65535"
                : (lower.contains(":") ? "[" + lower + "]" : lower) + (port < 0 ? "" : ":" + port);
    }

    private static boolean isAddressOfUri(String host) {
        try {
            new URI("//[" + host + "]");
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String shown(String text) {
        int at = text.lastIndexOf('@');
        return Escaped.text(at < 0 ? text : "..." + text.substring(at), 100);
    }

    private static void textIsReadOrRefusedAndNothingElse(String text) {
        HostPort read;
        try {
            read = HostPort.parse(text);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageMatching("[ -~]*");
            return;
        }
        assertThat(HostPort.parse(read.toString())).isEqualTo(read);
    }

    @Test
    void everyNameIsTheAuthorityOfAUri() {
        List<String> names = List.of("");
        for (int length = 1; length <= 4; length++) {
            names = names.stream()
                    .flatMap(name -> "aZ9._~-".chars().mapToObj(c -> name + (char) c))
                    .toList();
            for (String name : names) {
                for (int port : new int[] {-1, 0, 65535}) {
                    HostPort host = new HostPort(name, port);
                    assertThat(URI.create("ws://" + host + "/a?b").getRawAuthority())
                            .isEqualTo(host.toString());
                }
            }
        }
    }
}
