package io.hawser.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.info.InfoEndpoint;

/** What the actuator says about WebSocket. */
class WebSocketInfoTest {

    private static final String[] ON = {
        "management.info.websocket.enabled=true", "management.endpoints.web.exposure.include=info"
    };

    @Test
    void anApplicationThatAsksForItShowsWhoServesWhat() throws Exception {
        try (Application application = Application.run(Annotated.class, ON)) {
            assertThat(info(application))
                    .containsEntry("implementation", "Hawser")
                    .containsEntry("endpoints", List.of("/greet/{name}", "/guarded", "/shared"))
                    .containsEntry("openSessions", 0);
            JdkClient client = JdkClient.connect(application.port(), "/greet/ada");
            client.answer("");
            assertThat(info(application)).containsEntry("openSessions", 1);
            client.close();
            await().until(() -> info(application).get("openSessions").equals(0));
        }
    }

    @Test
    void handlersOfSpringAreListedAndCounted() throws Exception {
        try (Application application = Application.run(RawHandlers.class, ON)) {
            JdkClient client = JdkClient.connect(application.port(), "/echo");
            client.answer("");
            assertThat(info(application))
                    .containsEntry("endpoints", List.of("/by-hand", "/echo", "/guest", "/open", "/sockjs-by-hand/**"))
                    .containsEntry("openSessions", 1);
            HttpResponse<String> page = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(
                                            URI.create("http://localhost:" + application.port() + "/actuator/info"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(page.body()).contains("\"implementation\":\"Hawser\"").contains("\"openSessions\":1");
            client.close();
        }
    }

    @Test
    void otherApplicationsShowNothing() {
        try (Application application = Application.run(Annotated.class)) {
            assertThat(application.context().getBeanNamesForType(WebSocketInfo.class))
                    .isEmpty();
        }
    }

    @SuppressWarnings("unchecked") // The detail is ours.
    private static Map<String, Object> info(Application application) {
        return (Map<String, Object>) application.bean(InfoEndpoint.class).info().get("websocket");
    }
}
