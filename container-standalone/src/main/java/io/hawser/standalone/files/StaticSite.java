package io.hawser.standalone.files;

import io.hawser.handshake.Headers;
import io.hawser.handshake.RequestTarget;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.log.Log;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Answers requests for files below a context path. */
public final class StaticSite {

    private static final Log LOG = Log.of(StaticSite.class);
    private static final String INDEX = "index.html";
    private static final Pattern ENCODED_SLASH = Pattern.compile("%2[fF]");

    private final String prefix;
    private final StaticFiles files;

    /**
     * Creates a site.
     *
     * @param contextPath the context path, {@code /} or without a slash at its end
     * @param files the files
     */
    public StaticSite(String contextPath, StaticFiles files) {
        this.prefix = contextPath.equals("/") ? "/" : contextPath + "/";
        this.files = files;
    }

    /** {@return whether there are no files} */
    public boolean isEmpty() {
        return files == StaticFiles.NONE;
    }

    /**
     * Answers a request. May block.
     *
     * @param request the request
     * @return the answer; empty if the request does not ask for a file
     */
    public Optional<StaticResponse> answer(UpgradeRequest request) {
        String target = request.resource();
        String sent = target.indexOf('?') < 0 ? target : target.substring(0, target.indexOf('?'));
        if (isEmpty() || !sent.startsWith(prefix)) {
            return Optional.empty();
        }
        if (!RequestTarget.isReadable(target)) {
            return Optional.of(StaticResponse.text(
                    request, 400, "the request target has characters that have to be encoded", Headers.EMPTY));
        }
        if (ENCODED_SLASH.matcher(sent).find()) {
            // The encoded slash is no separator, and no file has such a name.
            return Optional.empty();
        }
        try {
            String path = decoded(sent).substring(prefix.length());
            path = path.isEmpty() || path.endsWith("/") ? path + INDEX : path;
            return isSafe(path) ? files.find(path).map(file -> StaticResponse.of(request, file)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(
                    StaticResponse.text(request, 400, "the percent-encoding of the path is malformed", Headers.EMPTY));
        } catch (IOException e) {
            LOG.bounded(Level.WARNING, "a static file cannot be read", () -> "a static file cannot be read: " + e);
            return Optional.of(StaticResponse.text(request, 500, "the file cannot be read", Headers.EMPTY));
        }
    }

    /** {@return a path without its percent-encoding} */
    private static String decoded(String path) {
        String decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        if (decoded.indexOf('\uFFFD') >= 0) {
            throw new IllegalArgumentException("not UTF-8");
        }
        return decoded;
    }

    /**
     * {@return whether a path is safe} Rejects hidden files, and paths that a file system might resolve outside the
     * directory.
     */
    private static boolean isSafe(String path) {
        for (String name : path.split("/", -1)) {
            if (name.isEmpty() || name.startsWith(".")) {
                return false;
            }
        }
        return path.chars().noneMatch(c -> c < ' ' || c == '\\' || c == ':' || c == 0x7f);
    }
}
