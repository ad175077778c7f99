package io.hawser.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A user who has logged in to {@link Secured}: an HTTP session with its token against forged requests. */
record HttpLogin(int port, String cookie, String token) {

    /** {@return the value of the header field {@code Authorization} of a user} */
    static String credentials(String user) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8));
    }

    static HttpLogin of(String user, int port) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri(port, "/token"))
                .header("Authorization", credentials(user))
                .build());
        assertThat(answer.statusCode()).isEqualTo(200);
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        return new HttpLogin(port, cookie, answer.body());
    }

    /** Connects within the HTTP session. */
    JdkClient connect(String path) {
        return JdkClient.connect(port, path, builder -> builder.header("Cookie", cookie));
    }

    /** {@return the status of the answer to a POST request} */
    int post(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(port, path))
                        .header("Cookie", cookie)
                        .header("X-CSRF-TOKEN", token)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build())
                .statusCode();
    }

    private static URI uri(int port, String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
