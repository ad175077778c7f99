package io.hawser.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hawser.servlet.FakeConnection.Kind;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers to handshakes behind filters and wrappers of all kinds, and answers that are lost. */
class AnswersTest {

    private static final FilterChain NOBODY = (request, response) -> {
        throw new AssertionError("the request was for an endpoint");
    };

    private FakeServer server;
    private final FakeRequest request = FakeRequest.upgrade();
    private final FakeResponse response = new FakeResponse();

    private void serve(Kind kind) throws Exception {
        server = new FakeServer(kind, new Random(kind.ordinal()));
    }

    @AfterEach
    void nothingIsLeft() {
        server.awaitQuiet();
        server.close();
    }

    private void filter() throws Exception {
        server.context.filter.doFilter(request.request, response.response, NOBODY);
    }

    private void talk() throws Exception {
        FakeConnection connection = server.connect(request, response);
        connection.send(Frames.text("hello"));
        await().until(() -> connection.received().contains("hello"));
        connection.send(Frames.close(1000));
        await().until(connection::isEnded);
        assertThat(connection.faults).isEmpty();
    }

    /** Initializes the handler within {@code upgrade} or later. */
    private FakeConnection upgradeTo(boolean within) {
        FakeConnection connection = server.connection();
        request.upgrading = new FakeRequest.Upgrading() {
            @Override
            public <T extends HttpUpgradeHandler> T upgrade(Class<T> type) throws ServletException {
                T handler = FakeServer.make(type);
                connection.handler(handler);
                if (within) {
                    connection.begin();
                }
                return handler;
            }
        };
        return connection;
    }

    @Test
    void theAnswerIsFlushedThroughAWrapperThatKeepsWhatItIsGiven() throws Exception {
        serve(Kind.GLASSFISH);
        FakeConnection connection = upgradeTo(false);
        HttpServletResponse keeping = new HttpServletResponseWrapper(response.response) {
            @Override
            public void flushBuffer() {
                // The container may flush later.
            }
        };
        server.context.filter.doFilter(request.request, new HttpServletResponseWrapper(keeping), NOBODY);
        assertThat(response.committed).isTrue();
        connection.begin();
        connection.send(Frames.close(1000));
        await().until(connection::isEnded);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAnswerThatDoesNotLeaveLeavesNothing(boolean within) throws Exception {
        serve(Kind.GLASSFISH);
        FakeConnection connection = upgradeTo(within);
        response.flushing = new IOException("the client has gone");
        assertThatThrownBy(this::filter).hasMessage("the client has gone");
        assertThat(server.application.container().isIdle()).isTrue();
        if (!within) {
            // Some containers initialize the handler nevertheless.
            connection.begin();
        }
        assertThat(connection.isEnded()).isTrue();
    }

    /** As with Tomcat's RemoteIpValve, or with a filter that wraps the request. */
    @ParameterizedTest
    @EnumSource
    void theHostThatTheContainerKnowsCountsAndNotTheHeader(Kind kind) throws Exception {
        serve(kind);
        request.header("Host", "internal.example:9000").header("Origin", "https://public.example");
        request.serverName = "public.example";
        request.serverPort = 443;
        request.scheme = "https";
        request.secure = true;
        request.query = "public-" + kind;
        talk();
        assertThat(Echo.heard(request.query).address)
                .isEqualTo("wss://public.example/app/echo?public-" + kind + " true");
    }

    /** As with RemoteIpValve and a proxy on another port that reports only the scheme. */
    @ParameterizedTest
    @EnumSource
    void aPageOfThePortThatTheClientHasNamedIsOfTheSameSite(Kind kind) throws Exception {
        serve(kind);
        request.header("Host", "public.example:8443").header("Origin", "https://public.example:8443");
        request.serverName = "public.example";
        request.serverPort = 443;
        request.scheme = "https";
        request.secure = true;
        request.query = "port-" + kind;
        talk();
        assertThat(Echo.heard(request.query).address).isEqualTo("wss://public.example/app/echo?port-" + kind + " true");
    }

    @Test
    void aPageOfTheHostInTheHeaderIsOfAnotherSiteWhereTheContainerKnowsBetter() throws Exception {
        serve(Kind.TOMCAT);
        request.header("Host", "evil.example").header("Origin", "http://evil.example");
        request.serverName = "public.example";
        filter();
        assertThat(response.status).isEqualTo(403);
    }

    @Test
    void anOriginThatNoLineCanHoldIsNotTakenForNone() throws Exception {
        serve(Kind.TOMCAT);
        request.header("Origin", "http://localhost\u0100");
        filter();
        assertThat(response.status).isEqualTo(403);
        assertThat(response.text()).contains("is not allowed");
    }

    @ParameterizedTest
    @EnumSource
    void whatAFilterAddsToTheRequestIsNoReasonToRefuseIt(Kind kind) throws Exception {
        serve(kind);
        request.header("X-Name", "Жанна")
                .header("X-Lines", "one\r\ntwo")
                .header("two words", "x")
                .header("", "x");
        request.query = "added-" + kind;
        talk();
        assertThat(Echo.heard(request.query).headers)
                .containsEntry("x-name", List.of("Жанна"))
                .containsEntry("X-Lines", List.of("one\r\ntwo"))
                .containsEntry("two words", List.of("x"));
    }

    @Test
    void aRefusalIsWrittenWithTheWriterWhereAFilterHasIt() throws Exception {
        serve(Kind.TOMCAT);
        response.getWriter().write("as it was begun");
        request.header("Origin", "https://elsewhere.example");
        filter();
        assertThat(response.status).isEqualTo(403);
        assertThat(response.text()).isEqualTo("the origin https://elsewhere.example is not allowed here\n");
    }

    @ParameterizedTest
    @EnumSource
    void anUpgradeLeavesNothingOfWhatAFilterHasBegun(Kind kind) throws Exception {
        serve(kind);
        response.getOutputStream().write('x');
        talk();
        assertThat(response.body.size()).isZero();
    }

    @Test
    void aRefusalReplacesWhatAFilterHasBegunAndLeavesTheCountingToTheContainer() throws Exception {
        serve(Kind.TOMCAT);
        response.getOutputStream().write('x');
        request.header("Origin", "https://elsewhere.example");
        filter();
        assertThat(response.status).isEqualTo(403);
        assertThat(response.text()).startsWith("the origin");
        assertThat(response.headers).doesNotContainKey("Content-Length").containsEntry("Connection", List.of("close"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost", "https://elsewhere.example"})
    void whereTheResponseIsCommittedNothingIsAnsweredAndNothingIsLeft(String origin) throws Exception {
        serve(Kind.TOMCAT);
        response.status = 200;
        response.committed = true;
        request.header("Origin", origin);
        filter();
        assertThat(response.status).isEqualTo(200);
        assertThat(response.headers).isEmpty();
        assertThat(request.asked).doesNotContain("upgrade");
        assertThat(server.application.container().isIdle()).isTrue();
    }

    @Test
    void whoUpgradesACommittedResponseByHandIsTold() throws Exception {
        serve(Kind.TOMCAT);
        response.committed = true;
        ServerEndpointConfig config =
                ServerEndpointConfig.Builder.create(Echo.class, "/elsewhere").build();
        assertThatThrownBy(() -> server.application
                        .container()
                        .upgradeHttpToWebSocket(request.request, response.response, config, Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("committed");
        assertThat(server.application.container().isIdle()).isTrue();
    }
}
