package io.hawser.standalone;

import io.hawser.handshake.Headers;
import io.hawser.handshake.RequestTarget;
import io.hawser.handshake.UpgradeRequest;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Answers requests for files below a context path. */
final class StaticSite {

    private static final Logger LOG = System.getLogger(StaticSite.class.getPackageName());
    private static final String INDEX = "index.html";

    private final String prefix;
    private final StaticFiles files;

    /**
     * @param contextPath the context path, {@code /} or without a slash at its end
     * @param files the files
     */
    StaticSite(String contextPath, StaticFiles files) {
        this.prefix = contextPath.equals("/") ? "/" : contextPath + "/";
        this.files = files;
    }

    /** {@return whether there are no files at all} */
    boolean isEmpty() {
        return files == StaticFiles.NONE;
    }

    /**
     * Answers a request. May block.
     *
     * @param request the request
     * @return the answer; empty where no file is meant
     */
    Optional<StaticAnswer> answer(UpgradeRequest request) {
        String target = request.resource();
        String sent = target.indexOf('?') < 0 ? target : target.substring(0, target.indexOf('?'));
        if (isEmpty() || !sent.startsWith(prefix)) {
            return Optional.empty();
        }
        if (!RequestTarget.isReadable(target)) {
            return Optional.of(StaticAnswer.text(
                    request, 400, "the request target has characters that have to be encoded", Headers.EMPTY));
        }
        try {
            String path = decoded(sent).substring(prefix.length());
            path = path.isEmpty() || path.endsWith("/") ? path + INDEX : path;
            return isSafe(path) ? files.find(path).map(file -> StaticAnswer.of(request, file)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(
                    StaticAnswer.text(request, 400, "the path is not percent-encoded as it should", Headers.EMPTY));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "a static file cannot be read: " + e);
            return Optional.of(StaticAnswer.text(request, 500, "the file cannot be read", Headers.EMPTY));
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

    /** Whatever the file system might take for a way out is refused, and so are hidden files. */
    private static boolean isSafe(String path) {
        for (String name : path.split("/", -1)) {
            if (name.isEmpty() || name.startsWith(".")) {
                return false;
            }
        }
        return path.chars().noneMatch(c -> c < ' ' || c == '\\' || c == ':' || c == 0x7f);
    }
}
