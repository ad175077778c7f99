package io.hawser.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumericAddressTest {

    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");

    private static boolean isResolved(String host) {
        InetSocketAddress address = (InetSocketAddress) NumericAddress.of(host, 80);
        assertThat(address.getPort()).isEqualTo(80);
        assertThat(address.isUnresolved() ? address.getHostString() : host).isEqualTo(host);
        return !address.isUnresolved();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "...",
                "1",
                "127.1",
                "1.2.3",
                "1.2.3.",
                ".1.2.3",
                "1..2.3",
                "1.2.3.4.",
                "1.2.3.4.5",
                "256.1.1.1",
                "1.2.3.256",
                "1.2.3.999",
                "001.2.3.4",
                "1.2.3.0004",
                "1.2.3.-4",
                "1.2.3.+4",
                "1.2.3.x",
                "1.2.3.4 ",
                "1.2.3.4\n",
                "1.2.3.\u0664",
                "0x1.2.3.4",
                "name",
                "x:1",
                ":1:",
                "[1.2.3.4]"
            })
    void whatIsNoAddressIsNotLookedUp(String host) {
        assertThat(isResolved(host)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0",
        "1.20.255.04, 1.20.255.4",
        "199.249.100.255, 199.249.100.255",
        "::1, 0:0:0:0:0:0:0:1",
        "[2001:DB8::a], 2001:db8:0:0:0:0:0:a",
        "::ffff:1.2.3.4, 1.2.3.4"
    })
    void addressesAreRead(String host, String address) {
        InetSocketAddress read = (InetSocketAddress) NumericAddress.of(host, 0);
        assertThat(read.getAddress().getHostAddress()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65536})
    void withoutAPortThereIsNoAddress(int port) {
        assertThat(NumericAddress.of("127.0.0.1", port)).isNull();
        assertThat(NumericAddress.of(null, 80)).isNull();
    }

    @Test
    void everyTextOfFourNumbersIsReadAsThePatternDescribesIt() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 3 + random.nextInt(3); i > 0; i--) {
                String number = String.valueOf(random.nextInt(300));
                text.append(random.nextInt(9) == 0 ? "0" : "")
                        .append(random.nextInt(20) == 0 ? "" : number)
                        .append(i > 1 || random.nextInt(9) == 0 ? "." : "");
            }
            assertThat(isResolved(text.toString()))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(IPV4.matcher(text).matches());
        }
    }
}
