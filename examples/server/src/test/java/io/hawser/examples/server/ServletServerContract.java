package io.hawser.examples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server of each module has to do; extended there. */
public abstract class ServletServerContract {

    private static final String BASIC = "<login-config><auth-method>BASIC</auth-method></login-config>";
    private static final String FORM = """
            <login-config><auth-method>FORM</auth-method><form-login-config>
              <form-login-page>/login.html</form-login-page>
              <form-error-page>/login.html</form-error-page>
            </form-login-config></login-config>""";
    private static final String HELLO =
            "user=null given=MarkedServlet PoliteGreeter listener=called filter=passed parameter=given";

    static {
        // A connection that is kept holds what the server needed to answer the last request on it.
        System.setProperty("jdk.httpclient.keepalive.timeout", "1");
    }

    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final ServletServer server;
    private URI base;

    @TempDir
    private Path directory;

    protected ServletServerContract(ServletServer server) {
        this.server = server;
    }

    @BeforeEach
    void start() throws Exception {
        base = URI.create("http://localhost:" + server.start(0));
    }

    @AfterEach
    void stop() {
        server.close();
        System.getProperties().remove("loader");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String user) throws IOException, InterruptedException {
        String credentials = Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
        return client.send(
                HttpRequest.newBuilder(base.resolve(path))
                        .header("Authorization", "Basic " + credentials)
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void aDirectoryIsServedWithAllThatIsInIt() throws Exception {
        server.deploy("/shop", War.complete(directory, BASIC).directory());
        assertThat(get("/shop/hello").body()).isEqualTo(HELLO);
        assertThat(get("/shop/").body()).isEqualTo("welcome");
        assertThat(get("/shop/WEB-INF/web.xml").statusCode()).isEqualTo(404);
        assertThat(get("/shop/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void aWarFileIsServedBelowTheRoot() throws Exception {
        server.deploy("/", War.complete(directory.resolve("war"), BASIC).packed(directory.resolve("shop.war")));
        assertThat(get("/hello").body()).isEqualTo(HELLO);
        server.undeploy("/");
        assertThat(get("/hello").statusCode()).isEqualTo(404);
    }

    @Test
    void aConstraintAsksForAPassword() throws Exception {
        server.deploy("/shop", War.complete(directory, BASIC).directory());
        assertThat(get("/shop/secret/").statusCode()).isEqualTo(401);
        assertThat(get("/shop/secret/", "nobody").statusCode()).isEqualTo(401);
        assertThat(get("/shop/secret/", "bob").statusCode()).isEqualTo(403);
        assertThat(get("/shop/secret/", "j2ee").body()).startsWith("user=j2ee ");
    }

    @Test
    void aConstraintShowsALoginForm() throws Exception {
        server.deploy("/shop", War.complete(directory, FORM).directory());
        assertThat(get("/shop/secret/").body()).isEqualTo("please log in");
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(base.resolve("/shop/j_security_check"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("j_username=j2ee&j_password=j2ee"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.body()).startsWith("user=j2ee ");
    }

    @Test
    void anApplicationThatDoesNotStartIsNotThere() throws Exception {
        War war = War.complete(directory, BASIC).classes("FailingListener");
        Throwable thrown = catchThrowable(() -> server.deploy("/shop", war.directory()));
        assertThat(thrown).isNotNull();
        assertThat(thrown).hasRootCauseMessage("the listener says no");
        assertThat(get("/shop/hello").statusCode()).isEqualTo(404);
        assertThatThrownBy(() -> server.undeploy("/shop")).hasMessageContaining("/shop");
        server.deploy("/shop", War.complete(directory.resolve("better"), BASIC).directory());
        assertThat(get("/shop/hello").body()).isEqualTo(HELLO);
    }

    @Test
    void anUndeployedApplicationLeavesNothing() throws Exception {
        server.deploy("/shop", War.complete(directory, BASIC).directory());
        assertThat(get("/shop/hello").body()).isEqualTo(HELLO);
        WeakReference<?> loader = (WeakReference<?>) System.getProperties().get("loader");
        assertThat(loader.get()).isNotSameAs(getClass().getClassLoader());
        server.undeploy("/shop");
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            // Jetty keeps the last application of a connection that is idle, and of the one that was selected last.
            assertThat(get("/shop/hello").statusCode()).isEqualTo(404);
            System.gc();
            return loader.get() == null;
        });
    }

    @Test
    void aPortIsTakenOnce() throws Exception {
        try (ServletServer other = server.getClass().getConstructor().newInstance()) {
            assertThatThrownBy(() -> other.start(base.getPort())).hasStackTraceContaining("BindException");
        }
    }

    @Test
    void aContextPathIsTakenOnce() throws Exception {
        Path war = War.complete(directory, BASIC).directory();
        server.deploy("/shop", war);
        assertThatThrownBy(() -> server.deploy("/shop", war)).hasMessageContaining("/shop");
        assertThat(get("/shop/hello").body()).isEqualTo(HELLO);
    }
}
