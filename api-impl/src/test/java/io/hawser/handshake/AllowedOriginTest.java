package io.hawser.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginTest {

    private static final String FORMS =
            "write *, null, or an entry of the form scheme://host[:port], scheme://*.domain[:port] or scheme://";

    private static boolean allows(String entry, String origin) throws HandshakeException {
        return OriginPolicy.SAME.and(entry).allows(Requests.handshake("chat.example.com", origin), true);
    }

    private static String message(String entry) {
        try {
            OriginPolicy.SAME.and(entry);
            throw new AssertionError("it was accepted");
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'null', 'null', true", // a sandbox, a data URL, a redirect from another site
        "file://, file://, true", // Cordova, Electron
        "FILE://, file://, true",
        "app://, app://, true",
        "app://, app://other, false",
        "file://, 'null', false",
        "'null', file://, false",
        "'null', https://evil.example, false",
        "capacitor://localhost, capacitor://localhost, true",
        "chrome-extension://abc, chrome-extension://abc, true",
        "wss://app.example, wss://app.example, true", // clients that are not browsers and send their own URI
        "HTTPS://Example.COM, https://example.com, true",
        "https://*.example.org, https://a.example.org, true",
        "https://*.example.org, https://example.org, false",
        "https://*.example.org, http://a.example.org, false",
        "https://*.example.org, https://a.example.org:1, false",
        "https://*.example.org, 'null', false"
    })
    void pagesWithoutAHostAreAllowedWhereTheyAreListed(String entry, String origin, boolean allowed)
            throws HandshakeException {
        assertThat(allows(entry, origin)).isEqualTo(allowed);
    }

    @Test
    void noneOfTheseOriginsIsAllowedByDefault() throws HandshakeException {
        for (String origin : new String[] {"null", "file://", "app://"}) {
            assertThat(OriginPolicy.SAME.allows(Requests.handshake("chat.example.com", origin), true))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://example.com/ | has a slash at its end, which no origin has | https://example.com",
                "https://*.example.com:8443/ | has a slash at its end, which no origin has | https://*.example.com:8443",
                "https://example.com/chat | has a path, a query or a fragment, which no origin has | https://example.com",
                "https://example.com?a=b | has a path, a query or a fragment, which no origin has | https://example.com",
                "https://example.com#a | has a path, a query or a fragment, which no origin has | https://example.com",
                "file:/// | has a slash at its end, which no origin has | file://",
                "file: | does not have two slashes behind its scheme | file://",
                "file:/ | does not have two slashes behind its scheme | file://",
                "https:/example.com | does not have two slashes behind its scheme | https://example.com",
                "https:example.com:8443/chat | does not have two slashes behind its scheme | https://example.com:8443",
                "https:*.example.com | does not have two slashes behind its scheme | https://*.example.com",
                "example.com | has no scheme | https://example.com",
                "example.com:8080/chat | has no scheme | https://example.com:8080",
                "*.example.com | has no scheme | https://*.example.com",
                "localhost:3000 | has no scheme | http://localhost:3000",
                "127.0.0.1 | has no scheme | http://127.0.0.1",
                "[::1]:8080 | has no scheme | http://[::1]:8080",
                "NULL | is not written in lower case | null",
                "\"https://example.com\" | has quotation marks in it | https://example.com",
                "'null' | has quotation marks in it | null"
            },
            quoteCharacter = '`')
    void aMistakeIsReportedWithACorrection(String entry, String problem, String instead) throws HandshakeException {
        assertThat(message(entry))
                .isEqualTo("the allowed origin \"%s\" %s: write \"%s\"", Escaped.text(entry, 100), problem, instead);
        assertThat(AllowedOrigin.parse(instead)).as("what to write").isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://*", "https://example.*", "https://example.com:*", "*://example.com", "https://a*.b"})
    void aMisplacedStarIsReportedWithACorrection(String entry) {
        assertThat(message(entry))
                .contains("\"" + entry + "\" has a star that is not the first label")
                .contains("* alone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a https://b", "https://a;https://b", "https://a,https://b", " https://a"})
    void severalOriginsInOneEntryAreToldHowToStand(String entry) {
        assertThat(message(entry)).contains("one origin for each entry, with commas between them");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://", "https://ex%41mple.com", "https://example.com:99999", "https:///chat", "1://a", "."})
    void whatIsNotUnderstoodIsToldWithTheForms(String entry) {
        assertThat(message(entry)).contains("\"" + Escaped.text(entry, 100) + "\"");
    }

    @Test
    void formsAreNamedWhereNothingElseHelps() {
        assertThat(message("https://")).endsWith(": " + FORMS);
        assertThat(message("https:///chat")).endsWith(": " + FORMS);
        assertThat(message("")).isEqualTo("the allowed origin is blank: " + FORMS);
        assertThat(message("https://a\u0085b")).contains("has another form: " + FORMS);
        assertThat(message("https://a/\u0085")).contains("has another form: " + FORMS);
    }

    @Test
    void aPasswordIsNotRepeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OriginPolicy.SAME.and("https://user:secret@example.com"))
                .withMessageNotContaining("secret")
                .withMessageContaining("user information");
    }
}
