package io.hawser.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Handlers of Spring WebSocket, and a client of the JDK. */
class RawHandlersTest {

    private static Application application;

    @BeforeAll
    static void run() {
        application = Application.run(RawHandlers.class);
    }

    @AfterAll
    static void close() {
        application.close();
    }

    @Test
    void messagesOfBothKindsGoBothWays() throws Exception {
        JdkClient client = JdkClient.connect(application.port(), "/echo");
        client.send("Grüße");
        assertThat(client.text()).isEqualTo("Grüße");
        client.send((byte) 1, (byte) 2);
        assertThat(client.binary()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 1, 2}));
        client.close();
        assertThat(client.closeCode()).isEqualTo(1000);
    }

    @Test
    void theSessionIsOneOfHawser() throws Exception {
        JdkClient client = JdkClient.connect(application.port(), "/echo");
        client.send("carrier");
        assertThat(client.text()).isEqualTo("io.hawser.session");
        client.close();
    }

    @Test
    void theHandlersSubprotocolIsAgreedUpon() {
        JdkClient both = JdkClient.connect(
                application.port(), "/echo", builder -> builder.subprotocols("unknown", "v1.echo", "v2.echo"));
        assertThat(both.subprotocol()).isEqualTo("v1.echo");
        JdkClient none = JdkClient.connect(application.port(), "/echo", builder -> builder.subprotocols("unknown"));
        assertThat(none.subprotocol()).isEmpty();
        both.close();
        none.close();
    }

    @Test
    void anInterceptorGivesAttributesAndRefuses() throws Exception {
        JdkClient client = JdkClient.connect(application.port(), "/echo?ada");
        client.send("visitor");
        assertThat(client.text()).isEqualTo("ada");
        client.close();
        assertThat(refusal("/echo?nobody", "X-User", "ada")).isEqualTo(200);
    }

    @Test
    void thePrincipalIsThatOfTheFilters() throws Exception {
        JdkClient client = JdkClient.connect(application.port(), "/echo", builder -> builder.header("X-User", "grace"));
        client.send("who");
        assertThat(client.text()).isEqualTo("grace");
        client.close();
    }

    @Test
    void aHandshakeHandlerOfTheApplicationIsAsked() throws Exception {
        JdkClient client = JdkClient.connect(application.port(), "/guest");
        client.send("who");
        assertThat(client.text()).isEqualTo("guest");
        client.close();
    }

    @Test
    void filtersRefuseAHandshake() {
        assertThat(refusal("/echo", "X-User", "mallory")).isEqualTo(401);
    }

    @Test
    void originsAreThoseOfTheRegistration() throws Exception {
        JdkClient client = JdkClient.connect(
                application.port(), "/open", builder -> builder.header("Origin", "https://friend.example"));
        client.send("hello");
        assertThat(client.text()).isEqualTo("hello");
        client.close();
        assertThat(refusal("/open", "Origin", "https://evil.example")).isEqualTo(403);
        assertThat(refusal("/echo", "Origin", "https://friend.example")).isEqualTo(403);
    }

    @Test
    void originsOfHandlersThatSpringDoesNotCheckAreCheckedByHawser() throws Exception {
        for (String path : List.of("/by-hand", "/sockjs-by-hand/websocket")) {
            JdkClient client = JdkClient.connect(application.port(), path);
            client.send("hello");
            assertThat(client.text()).isEqualTo("hello");
            client.close();
            assertThat(refusal(path, "Origin", "https://evil.example")).as(path).isEqualTo(403);
        }
    }

    private static int refusal(String path, String header, String value) {
        return JdkClient.refusal(application.port(), path, header, value);
    }
}
