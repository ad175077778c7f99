package io.hawser.endpoint;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The segments of paths: split, percent-decoded exactly once, and normalized. */
final class PathSegments {

    private PathSegments() {}

    /**
     * Splits a path at its slashes.
     *
     * @param path a path that begins with a slash
     * @return its segments, still encoded; the last one is empty if the path ends with a slash
     */
    static List<String> split(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    /**
     * Splits, decodes and normalizes the path of a request (RFC 3986, section 6.2.2). Each segment is decoded after the
     * split, so that an encoded slash does not make a segment.
     *
     * @param path a path as it was sent
     * @return the decoded segments; empty if the path does not begin with a slash, if its percent-encoding is malformed
     *     or not of UTF-8, or if it leads out of the root
     */
    static Optional<List<String>> ofRequest(String path) {
        if (!path.startsWith("/")) {
            return Optional.empty();
        }
        List<String> result = new ArrayList<>();
        boolean endsWithDots = false;
        for (String encoded : split(path)) {
            Optional<String> decoded = decode(encoded);
            if (decoded.isEmpty()) {
                return Optional.empty();
            }
            String segment = decoded.get();
            endsWithDots = isRelative(segment);
            if (!endsWithDots) {
                result.add(segment);
            } else if (segment.equals("..")) {
                // RFC 3986 would stay at the root, but there may be another application above it.
                if (result.isEmpty()) {
                    return Optional.empty();
                }
                result.remove(result.size() - 1);
            }
        }
        if (endsWithDots) {
            result.add("");
        }
        return Optional.of(result);
    }

    /**
     * Tells whether a segment is relative to its parent.
     *
     * @param segment a decoded segment
     * @return whether it is {@code .} or {@code ..}
     */
    static boolean isRelative(String segment) {
        return segment.equals(".") || segment.equals("..");
    }

    /**
     * Decodes a segment (RFC 3986, section 2.1).
     *
     * @param segment an encoded segment
     * @return the text, or empty if the encoding is malformed or not of UTF-8
     */
    static Optional<String> decode(String segment) {
        if (segment.indexOf('%') < 0) {
            return Optional.of(segment);
        }
        byte[] encoded = segment.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '%') {
                decoded.put(encoded[i]);
                continue;
            }
            int octet = i + 2 < encoded.length ? octet(encoded[i + 1], encoded[i + 2]) : -1;
            if (octet < 0) {
                return Optional.empty();
            }
            decoded.put((byte) octet);
            i += 2;
        }
        try {
            // A new decoder reports malformed input. The decoder of String would replace it by U+FFFD.
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static int octet(byte high, byte low) {
        return HexFormat.isHexDigit(high) && HexFormat.isHexDigit(low)
                ? HexFormat.fromHexDigit(high) << 4 | HexFormat.fromHexDigit(low)
                : -1;
    }
}
