package io.hawser.standalone.files;

import io.hawser.handshake.Headers;
import io.hawser.handshake.UpgradeRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A response to a request for a file (RFC 9110).
 *
 * @param status the status code
 * @param headers the header fields, without those for the transfer of the body
 * @param size the size of the body in bytes, which is in the header even if no body is sent
 * @param body opens the body, or {@code null} if none is sent
 */
public record StaticResponse(int status, Headers headers, long size, StaticFile.Content body) {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** {@return the response that sends a file, or a response with 304 if the client has the file already} */
    static StaticResponse of(UpgradeRequest request, StaticFile file) {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return text(request, 405, "a file can be read with GET and HEAD only", allow());
        }
        String tag = "\"" + Long.toHexString(file.modifiedMillis()) + "-" + Long.toHexString(file.size()) + "\"";
        Headers.Builder headers = Headers.builder()
                .add("Date", DATE.format(Instant.now()))
                .add("ETag", tag)
                .add("Last-Modified", DATE.format(Instant.ofEpochMilli(file.modifiedMillis())))
                .add("Cache-Control", "no-cache")
                .add("X-Content-Type-Options", "nosniff");
        if (isKnown(request.headers(), tag, file.modifiedMillis())) {
            return new StaticResponse(304, headers.build(), 0, null);
        }
        headers.add("Content-Type", MediaTypes.of(file.name()));
        return new StaticResponse(200, headers.build(), file.size(), bodyFor(request, file.content()));
    }

    /** {@return a response with a line of text} */
    static StaticResponse text(UpgradeRequest request, int status, String line, Headers extra) {
        byte[] body = (status + " " + HttpResponseStatus.valueOf(status).reasonPhrase() + ": " + line + "\n")
                .getBytes(StandardCharsets.UTF_8);
        Headers headers = Headers.builder()
                .add("Date", DATE.format(Instant.now()))
                .add("Content-Type", "text/plain; charset=utf-8")
                .add("X-Content-Type-Options", "nosniff")
                .addAll(extra)
                .build();
        return new StaticResponse(status, headers, body.length, bodyFor(request, () -> new ByteArrayInputStream(body)));
    }

    /** {@return the body, opened, or {@code null} if none is sent} */
    InputStream open() throws IOException {
        return body == null ? null : body.open();
    }

    /** {@return whether the header contains the size of the body} */
    boolean tellsSize() {
        return status != 304;
    }

    private static Headers allow() {
        return Headers.builder().add("Allow", "GET, HEAD").build();
    }

    private static StaticFile.Content bodyFor(UpgradeRequest request, StaticFile.Content content) {
        return request.method().equals("HEAD") ? null : content;
    }

    /** Evaluates the conditions of a request: the tag if there is one, else the time (RFC 9110, section 13.2.2). */
    private static boolean isKnown(Headers headers, String tag, long modifiedMillis) {
        List<String> tags = headers.all("If-None-Match");
        if (!tags.isEmpty()) {
            return tags.stream()
                    .flatMap(line -> Stream.of(line.split(",")))
                    .map(known -> known.strip().replaceFirst("^W/", ""))
                    .anyMatch(known -> known.equals(tag) || known.equals("*"));
        }
        return headers.first("If-Modified-Since")
                .map(since -> modifiedMillis / 1000 <= epochSecond(since))
                .orElse(false);
    }

    /** {@return the time in seconds since 1970, or a time before all files if the date cannot be parsed} */
    private static long epochSecond(String date) {
        try {
            return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toEpochSecond();
        } catch (DateTimeException e) {
            return Long.MIN_VALUE;
        }
    }
}
