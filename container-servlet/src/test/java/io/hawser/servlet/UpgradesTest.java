package io.hawser.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hawser.servlet.FakeConnection.Kind;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpgradesTest {

    private final FakeContext context =
            new FakeContext(Mark.JETTY, new URLClassLoader(new URL[0], UpgradesTest.class.getClassLoader()));
    private FakeServer server;

    @BeforeEach
    void serve() throws Exception {
        server = new FakeServer(Kind.JETTY, new Random(7), context, Set.of(Echo.class));
    }

    @AfterEach
    void nothingIsLeft() {
        server.close();
    }

    @Test
    void anotherRequestCostsALookAtOneHeader() throws Exception {
        FakeRequest request = new FakeRequest();
        AtomicInteger passed = new AtomicInteger();
        context.filter.doFilter(request.request, null, (left, right) -> passed.incrementAndGet());
        FakeResponse response = new FakeResponse();
        context.filter.doFilter(request.request, response.response, (left, right) -> passed.incrementAndGet());
        assertThat(passed).hasValue(2);
        assertThat(request.asked).containsExactly("getHeader");
    }

    @Test
    void aRequestForWhatIsNoEndpointGoesOnToTheApplication() throws Exception {
        FakeRequest request = FakeRequest.upgrade();
        request.servletPath = "/other";
        AtomicInteger passed = new AtomicInteger();
        context.filter.doFilter(
                request.request, new FakeResponse().response, (left, right) -> passed.incrementAndGet());
        assertThat(passed).hasValue(1);
    }

    @Test
    void theAnswerHasNoContentLengthAndTheRequestIsNotAskedAgain() throws Exception {
        FakeRequest request = FakeRequest.upgrade();
        request.query = "upgraded";
        FakeResponse response = new FakeResponse();
        FakeConnection connection = server.connect(request, response);
        assertThat(response.headers)
                .containsKeys("Upgrade", "Connection", "Sec-WebSocket-Accept")
                .doesNotContainKeys("Content-Length", "Transfer-Encoding");
        connection.send(Frames.text("hello"));
        await().until(() -> connection.received().contains("hello"));
        connection.send(Frames.close(1000));
        server.awaitQuiet();
        assertThat(request.askedTooLate).isEmpty();
        // The container's threads have another class loader, or none.
        assertThat(Echo.heard("upgraded").loaders).hasSize(3).containsOnly(context.loader);
    }

    /** Tomcat passes such a query with relaxedQueryChars, and Jetty by default. */
    @Test
    void aQueryThatIsNoneOfAUriReachesTheSessionAsItWasSent() throws Exception {
        FakeRequest request = FakeRequest.upgrade();
        request.query = "f={a|b}^c\\d`&rate=100%";
        FakeResponse response = new FakeResponse();
        FakeConnection connection = server.connect(request, response);
        assertThat(response.status).isEqualTo(101);
        connection.send(Frames.text("hello"));
        await().until(() -> connection.received().contains("hello"));
        Session session = Echo.heard("f={a|b}^c\\d`&rate=100%").session;
        assertThat(session.getRequestURI()).hasToString("ws://localhost/app/echo?f=%7Ba%7Cb%7D%5Ec%5Cd%60&rate=100%25");
        assertThat(session.getRequestParameterMap())
                .isEqualTo(Map.of("f", List.of("{a|b}^c\\d`"), "rate", List.of("100%")));
        connection.send(Frames.close(1000));
        server.awaitQuiet();
    }

    @Test
    void originsAreAllowedForOneRequestByItsAttribute() throws Exception {
        FakeResponse without = new FakeResponse();
        context.filter.doFilter(ofAnotherSite().request, without.response, (left, right) -> {});
        assertThat(without.status).isEqualTo(403);

        FakeRequest request = ofAnotherSite();
        request.attributes.put(HawserInitializer.ALLOWED_ORIGINS, "https://a.example, https://b.example");
        FakeConnection connection = server.connect(request, new FakeResponse());
        connection.send(Frames.close(1000));
        server.awaitQuiet();

        FakeResponse again = new FakeResponse();
        context.filter.doFilter(ofAnotherSite().request, again.response, (left, right) -> {});
        assertThat(again.status).isEqualTo(403);
    }

    @Test
    void aWrongAttributeIsToldByItsName() {
        for (Object origins : List.of(7, "b.example")) {
            FakeRequest request = ofAnotherSite();
            request.attributes.put(HawserInitializer.ALLOWED_ORIGINS, origins);
            ServletRequestContext asked = new ServletRequestContext(request.request, null);
            assertThatThrownBy(asked::settings)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("the request attribute io.hawser.allowedOrigins");
        }
    }

    private static FakeRequest ofAnotherSite() {
        return FakeRequest.upgrade().header("Origin", "https://b.example");
    }

    @Test
    void aBadHandshakeIsAnsweredWithItsReason() throws Exception {
        FakeRequest request = FakeRequest.upgrade().header("Sec-WebSocket-Version", "12");
        FakeResponse response = new FakeResponse();
        context.filter.doFilter(request.request, response.response, (left, right) -> {
            throw new AssertionError("the request was for an endpoint");
        });
        assertThat(response.status).isEqualTo(426);
        assertThat(response.text()).isNotEmpty();
    }

    @Test
    void aContainerThatDoesNotUpgradeLeavesNothing() throws Exception {
        FakeRequest request = FakeRequest.upgrade();
        request.upgrading = new FakeRequest.Upgrading() {
            @Override
            public <T extends HttpUpgradeHandler> T upgrade(Class<T> type) throws IOException {
                throw new IOException("not now");
            }
        };
        assertThatThrownBy(() ->
                        context.filter.doFilter(request.request, new FakeResponse().response, (left, right) -> {}))
                .isInstanceOf(IOException.class);
        assertThat(server.application.container().isIdle()).isTrue();
    }

    @Test
    void whatTheApplicationUpgradesItselfNeedNotBeDeployed() throws Exception {
        FakeRequest request = FakeRequest.upgrade();
        request.query = "by-hand";
        FakeConnection connection = server.connection();
        request.upgrading = new FakeRequest.Upgrading() {
            @Override
            public <T extends HttpUpgradeHandler> T upgrade(Class<T> type) throws ServletException {
                T handler = FakeServer.make(type);
                connection.handler(handler);
                return handler;
            }
        };
        ServerEndpointConfig config =
                ServerEndpointConfig.Builder.create(Echo.class, "/elsewhere").build();
        server.application
                .container()
                .upgradeHttpToWebSocket(
                        new HttpServletRequestWrapper(request.request), new FakeResponse().response, config, Map.of());
        connection.begin();
        connection.send(Frames.text("hello"));
        await().until(() -> connection.received().contains("hello"));
        connection.send(Frames.close(1000));
        server.awaitQuiet();
        assertThatThrownBy(() -> server.application
                        .container()
                        .upgradeHttpToWebSocket("request", new FakeResponse().response, config, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.String");
    }
}
