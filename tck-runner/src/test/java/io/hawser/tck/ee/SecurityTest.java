package io.hawser.tck.ee;

import static io.hawser.tck.WirePeer.FIN;
import static io.hawser.tck.WirePeer.TEXT;
import static io.hawser.tck.WirePeer.frame;
import static io.hawser.tck.ee.EeApplication.basic;
import static io.hawser.tck.ee.EeApplication.cookie;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.tck.servlet.Talk;
import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** Endpoints behind a login, and the end of what a login has opened. */
class SecurityTest {

    private static final int VIOLATED_POLICY = 1008;

    @OnEachEeServer
    void pagesOfOtherOriginsAreRefusedByEachEndpoint(EeApplication application) {
        for (String path : List.of("/echo", "/programmatic", "/listened")) {
            assertThat(application.handshakeStatus(path, "Origin", "https://evil.example"))
                    .as(path)
                    .isEqualTo(403);
        }
    }

    @OnEachEeServer
    void endpointBehindAConstraintIsForThoseOfItsRole(EeApplication application) {
        assertThat(application.handshakeStatus("/secret/room")).isEqualTo(401);
        assertThat(application.handshakeStatus("/secret/room", "Authorization", basic("nobody")))
                .isEqualTo(401);
        assertThat(application.handshakeStatus("/secret/room", "Authorization", basic("bob")))
                .isEqualTo(403);
        try (Talk talk = application.talk("/secret/room", "Authorization", basic("ann"))) {
            assertThat(talk.ask("who")).isEqualTo("ann");
        }
    }

    /** Whatever a server makes of such a path, nobody gets in without a login. */
    @OnEachEeServer
    void constraintHoldsHoweverThePathIsWritten(EeApplication application) {
        for (String path : List.of(
                "/secret/room;x=1",
                "/secret;x=1/room",
                "/;x=1/secret/room",
                "/%73ecret/room",
                "/secret/%72oom",
                "/secret%2Froom",
                "/%2Fsecret/room",
                "//secret/room",
                "/secret//room",
                "/./secret/room",
                "/echo/../secret/room",
                "/x/%2e%2e/secret/room",
                "/x/..;/secret/room",
                "/secret/room/",
                "/secret/room/x",
                "/SECRET/room")) {
            assertThat(application.handshakeStatus(path)).as(path).isBetween(400, 499);
        }
    }

    @OnEachPlatform
    void beansKnowTheCallerInCallbacks(EeApplication application) {
        try (Talk talk = application.talk("/secret/bean", "Authorization", basic("ann"))) {
            assertThat(talk.ask("who")).isEqualTo("ann");
        }
    }

    @OnEachPlatform
    void beansKnowWhoHasLoggedInByAForm(EeApplication application) throws Exception {
        try (EeApplication forms = application.beside("beans", EeWar.withForm());
                Talk talk = forms.talk("/secret/bean", "Cookie", loggedIn(forms))) {
            assertThat(talk.ask("who")).isEqualTo("ann");
        }
    }

    @OnEachEeServer
    void loginByAFormOpensEndpoints(EeApplication application) throws Exception {
        try (EeApplication forms = application.beside("forms", EeWar.withForm())) {
            String session = loggedIn(forms);
            try (Talk talk = forms.talk("/secret/room", "Cookie", session)) {
                assertThat(talk.ask("who")).isEqualTo("ann");
                assertThat(forms.get("/secret/account?do=logout", "Cookie", session)
                                .statusCode())
                        .isEqualTo(200);
                assertThat(talk.closeCode()).isEqualTo(VIOLATED_POLICY);
            }
            String again = loggedIn(forms);
            try (Talk talk = forms.talk("/secret/room", "Cookie", again)) {
                assertThat(talk.ask("who")).isEqualTo("ann");
                forms.get("/account?do=invalidate", "Cookie", again);
                assertThat(talk.closeCode()).isEqualTo(VIOLATED_POLICY);
            }
        }
    }

    /** {@return the cookie of an HTTP session of Ann's} */
    private static String loggedIn(EeApplication forms) throws Exception {
        CookieManager cookies = new CookieManager();
        HttpClient browser = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build();
        HttpResponse<String> page = browser.send(
                HttpRequest.newBuilder(forms.http("/secret/account")).build(), BodyHandlers.ofString());
        assertThat(page.body()).isEqualTo("who is there?");
        browser.send(
                HttpRequest.newBuilder(forms.http("/j_security_check"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("j_username=ann&j_password=ann"))
                        .build(),
                BodyHandlers.ofString());
        HttpResponse<String> inside = browser.send(
                HttpRequest.newBuilder(forms.http("/secret/account?do=begin&mark=x"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(inside.body()).isEqualTo("begin done");
        return String.join(
                "; ",
                cookies.get(forms.http("/secret/room"), java.util.Map.of()).get("Cookie"));
    }

    @OnEachEeServer
    void endOfTheHttpSessionClosesConnectionsOfTheUser(EeApplication application) throws Exception {
        // Some servers change the id of the HTTP session at each login.
        String session = cookie(application.get("/secret/account?do=begin&mark=x", "Authorization", basic("ann")));
        try (Wire wire = application.wire("/secret/room", "Authorization", basic("ann"), "Cookie", session)) {
            wire.write(frame(FIN | TEXT, "who".getBytes(UTF_8)));
            assertThat(wire.message()).asString().isEqualTo("ann");
            application.get(
                    "/secret/account?do=invalidate",
                    "Cookie",
                    wire.cookie().orElse(session),
                    "Authorization",
                    basic("ann"));
            assertThat(wire.next().closeCode()).isEqualTo(VIOLATED_POLICY);
        }
    }
}
