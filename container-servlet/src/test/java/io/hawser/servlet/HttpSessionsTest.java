package io.hawser.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hawser.servlet.FakeConnection.Kind;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections end with the HTTP session within which they were opened. Its id may change. */
class HttpSessionsTest {

    private static final long LATER = TimeUnit.SECONDS.toNanos(10);
    private static int count;

    private final FakeHttpSession session = new FakeHttpSession("first");
    private final String query = "session-" + count++;
    private Principal user;
    private FakeServer server;

    @BeforeEach
    void serve() throws Exception {
        serve(Map.of());
    }

    private void serve(Map<String, String> parameters) throws Exception {
        if (server != null) {
            server.close();
        }
        FakeContext context = new FakeContext(Mark.JETTY);
        context.parameters.putAll(parameters);
        // For the peer that does not answer.
        context.parameters.put("io.hawser.shutdownTimeout", "100");
        server = new FakeServer(Kind.JETTY, new Random(1), context, Set.of(Echo.class));
    }

    @AfterEach
    void nothingIsLeft() {
        if (server != null) {
            server.close();
        }
    }

    private FakeConnection connect() throws Exception {
        FakeRequest request = FakeRequest.upgrade();
        request.query = query;
        request.session = session.session;
        request.principal = user;
        FakeConnection connection = server.connect(request, new FakeResponse());
        assertThat(request.askedTooLate).isEmpty();
        return connection;
    }

    private FakeConnection connectAndWait() throws Exception {
        FakeConnection connection = connect();
        connection.send(Frames.text("hello"));
        await().until(() -> connection.received().contains("hello"));
        return connection;
    }

    private void closedWith1008(FakeConnection connection) {
        await().until(() -> Echo.heard(query).closed() == 1008);
        await().until(() -> connection.received().contains("close 1008"));
        connection.send(Frames.close(1008));
        server.awaitQuiet();
        assertThat(Echo.heard(query).events).startsWith("open").endsWith("close 1008");
    }

    @Test
    void theConnectionIsClosedWithTheSession() throws Exception {
        FakeConnection connection = connectAndWait();
        server.context.sessionDestroyed(session.session);
        closedWith1008(connection);
    }

    @Test
    void anApplicationThatEndsSaysSoThoughItsSessionsEndWithIt() throws Exception {
        FakeConnection connection = connectAndWait();
        Thread peer = new Thread(() -> {
            await().until(() -> connection.received().contains("close 1001"));
            connection.send(Frames.close(1001));
        });
        peer.start();
        server.context.filter.destroy();
        server.context.sessionDestroyed(session.session);
        peer.join();
        assertThat(Echo.heard(query).closed()).isEqualTo(1001);
    }

    @Test
    void theIdOfTheSessionChangesWithALogin() throws Exception {
        FakeConnection connection = connectAndWait();
        session.id = "second";
        server.context.sessionIdChanged(session.session, "first");
        server.context.sessionDestroyed(new FakeHttpSession("first").session);
        assertThat(Echo.heard(query).events).containsExactly("open", "hello");
        server.context.sessionDestroyed(session.session);
        closedWith1008(connection);
    }

    @Test
    void theSessionHasEndedBeforeTheConnectionWasOpen() throws Exception {
        session.ended = true;
        closedWith1008(connect());
    }

    @Test
    void theIdChangesWhileTheConnectionTakesItsPlace() throws Exception {
        // Between the second read of the id and its use.
        session.meanwhile = () -> session.meanwhile = () -> {
            session.id = "second";
            server.context.sessionIdChanged(session.session, "first");
        };
        FakeConnection connection = connectAndWait();
        server.context.sessionDestroyed(session.session);
        closedWith1008(connection);
    }

    @Test
    void theSessionEndsWhileTheConnectionMovesWithItsId() throws Exception {
        FakeConnection connection = connectAndWait();
        session.id = "second";
        server.context.sessionDestroyed(session.session);
        session.ended = true;
        server.context.sessionIdChanged(session.session, "first");
        closedWith1008(connection);
    }

    @Test
    void theSessionEndsAtTheVeryMomentAtWhichTheConnectionJoinsIt() throws Exception {
        // The container reports the end before the connection is registered, and invalidates the session afterwards.
        session.meanwhile = () -> server.context.sessionDestroyed(session.session);
        FakeConnection connection = connectAndWait();
        session.ended = true;
        server.application.httpSessions().tick(System.nanoTime() + LATER);
        closedWith1008(connection);
    }

    @Test
    void aConnectionThatHasSettledInIsNotLookedAtAgain() throws Exception {
        FakeConnection connection = connectAndWait();
        server.application.httpSessions().tick(System.nanoTime());
        server.application.httpSessions().tick(System.nanoTime() + LATER);
        // As if a container stores a session on disk, and restores it with the next request.
        session.ended = true;
        server.application.httpSessions().tick(System.nanoTime() + 2 * LATER);
        connection.send(Frames.text("still here"));
        await().until(() -> connection.received().contains("still here"));
        connection.send(Frames.close(1000));
        server.awaitQuiet();
    }

    @Test
    void aSessionThatEndsLaterFindsNothingOfAConnectionThatHasEnded() throws Exception {
        FakeConnection connection = connectAndWait();
        connection.send(Frames.close(1000));
        server.awaitQuiet();
        session.id = "second";
        server.context.sessionIdChanged(session.session, "first");
        server.context.sessionDestroyed(session.session);
        assertThat(Echo.heard(query).events).isEqualTo(List.of("open", "hello", "close 1000"));
    }

    /** A request of the same session during which its user may change. */
    private void request(Principal before, Principal after, boolean async) throws Exception {
        FakeRequest request = new FakeRequest();
        request.session = session.session;
        request.principal = before;
        server.context.logouts.doFilter(request.request, null, (left, right) -> {
            request.principal = after;
            request.async = async;
        });
    }

    @Test
    void theConnectionsOfAUserWhoLogsOutAreClosed() throws Exception {
        user = () -> "ann";
        FakeConnection connection = connectAndWait();
        request(user, null, false);
        closedWith1008(connection);
    }

    @Test
    void theConnectionsOfAUserWhoBecomesAnotherAreClosed() throws Exception {
        user = () -> "ann";
        FakeConnection connection = connectAndWait();
        request(() -> "ann", () -> "bob", false);
        closedWith1008(connection);
    }

    @Test
    void aConnectionStaysWhereItsUserDoes() throws Exception {
        user = () -> "ann";
        FakeConnection connection = connectAndWait();
        request(() -> "ann", () -> "ann", false);
        request(() -> "bob", null, false);
        // As a request without the header field that the login needs.
        request(null, null, false);
        // Another thread may use the request now.
        request(() -> "ann", null, true);
        staysOpen(connection);
    }

    @Test
    void aConnectionWithoutAUserStaysWhoeverLogsOut() throws Exception {
        FakeConnection connection = connectAndWait();
        request(() -> "ann", null, false);
        staysOpen(connection);
    }

    @Test
    void aLogoutWithoutConnectionsIsNobodysBusiness() throws Exception {
        request(() -> "ann", null, false);
        assertThat(server.application.httpSessions().isEmpty()).isTrue();
    }

    /** Lets the maximum inactive interval pass. */
    private void letTimePass() {
        session.lastAccessed -= TimeUnit.SECONDS.toMillis(session.most);
    }

    @Test
    void anAnonymousConnectionGoesOnWhereItsSessionMerelyTimesOut() throws Exception {
        FakeConnection connection = connectAndWait();
        letTimePass();
        server.context.sessionDestroyed(session.session);
        session.ended = true;
        // The end is not mistaken for another cause later.
        server.application.httpSessions().tick(System.nanoTime() + LATER);
        staysOpen(connection);
        assertThat(server.application.httpSessions().isEmpty()).isTrue();
    }

    @Test
    void anAnonymousConnectionThatComesJustBeforeItsSessionTimesOutGoesOn() throws Exception {
        session.most = 1;
        session.meanwhile = () -> server.context.sessionDestroyed(session.session);
        FakeConnection connection = connectAndWait();
        session.ended = true;
        server.application.httpSessions().tick(System.nanoTime() + LATER);
        staysOpen(connection);
    }

    @Test
    void theConnectionOfALoginIsClosedWhereItsSessionTimesOut() throws Exception {
        user = () -> "ann";
        FakeConnection connection = connectAndWait();
        letTimePass();
        server.context.sessionDestroyed(session.session);
        closedWith1008(connection);
    }

    @ParameterizedTest
    @ValueSource(strings = {"never", "invalidated", "always"})
    void theSettingIsNotAboutConnectionsOfALogin(String value) throws Exception {
        serve(Map.of("io.hawser.closeWithHttpSession", value));
        theConnectionOfALoginIsClosedWhereItsSessionTimesOut();
    }

    @ParameterizedTest
    @CsvSource({
        "never, false, false",
        "never, true, false",
        "invalidated, false, true",
        "invalidated, true, false",
        "always, false, true",
        "always, true, true"
    })
    void theSettingSaysWhatTheEndOfASessionIsToAnAnonymousConnection(String value, boolean timesOut, boolean closes)
            throws Exception {
        serve(Map.of("io.hawser.closeWithHttpSession", value));
        FakeConnection connection = connectAndWait();
        if (timesOut) {
            letTimePass();
        }
        server.context.sessionDestroyed(session.session);
        if (closes) {
            closedWith1008(connection);
        } else {
            staysOpen(connection);
        }
    }

    @Test
    void aSessionThatNeverTimesOutIsInvalidated() throws Exception {
        session.most = -1;
        session.lastAccessed = 0;
        FakeConnection connection = connectAndWait();
        server.context.sessionDestroyed(session.session);
        closedWith1008(connection);
    }

    @Test
    void aSessionThatARequestOfItsOwnEndsIsInvalidatedHoweverLateTheRequestCame() throws Exception {
        FakeConnection connection = connectAndWait();
        letTimePass();
        FakeRequest request = new FakeRequest();
        request.session = session.session;
        server.context.logouts.doFilter(request.request, null, (left, right) -> {
            session.id = "second";
            server.context.sessionIdChanged(session.session, "first");
            server.context.sessionDestroyed(session.session);
        });
        closedWith1008(connection);
    }

    @Test
    void aLogoutFromSpringSecurityClosesTheConnectionsOfTheUser() throws Exception {
        user = () -> "ada";
        FakeConnection connection = connectAndWait();
        server.context.attributeRemoved(session.session, "another");
        server.context.attributeRemoved(new FakeHttpSession("other").session, "SPRING_SECURITY_CONTEXT");
        connection.send(Frames.text("still here"));
        await().until(() -> connection.received().contains("still here"));
        server.context.attributeRemoved(session.session, "SPRING_SECURITY_CONTEXT");
        closedWith1008(connection);
    }

    @Test
    void aLogoutFromSpringSecurityClosesNoConnectionWithoutAUser() throws Exception {
        FakeConnection connection = connectAndWait();
        server.context.attributeRemoved(session.session, "SPRING_SECURITY_CONTEXT");
        staysOpen(connection);
    }

    @Test
    void aWrongWordIsAnErrorThatNamesTheRightOnes() {
        assertThatThrownBy(() -> serve(Map.of("io.hawser.closeWithHttpSession", "sometimes")))
                .hasMessageContaining("io.hawser.closeWithHttpSession must be one of never, invalidated, always");
        server = null;
    }

    private void staysOpen(FakeConnection connection) {
        connection.send(Frames.text("still here"));
        await().until(() -> connection.received().contains("still here"));
        connection.send(Frames.close(1000));
        server.awaitQuiet();
        assertThat(Echo.heard(query).closed()).isEqualTo(1000);
    }
}
