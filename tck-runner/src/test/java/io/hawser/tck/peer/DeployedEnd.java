package io.hawser.tck.peer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Hawser's end of a connection in a servlet container, controlled by the servlet of {@link PeerApp}. */
final class DeployedEnd extends DistantEnd {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI uri;

    /** An end that is not connected yet. */
    DeployedEnd(URI uri) {
        this.uri = uri;
    }

    @Override
    void write(String command) throws IOException {
        answer(HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(command)));
    }

    @Override
    String read() throws IOException {
        return answer(HttpRequest.newBuilder(uri));
    }

    @Override
    public void close() throws IOException {
        answer(HttpRequest.newBuilder(uri).DELETE());
    }

    private static String answer(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(response + ": " + response.body());
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    @Override
    public String toString() {
        return "our end at " + uri;
    }
}
