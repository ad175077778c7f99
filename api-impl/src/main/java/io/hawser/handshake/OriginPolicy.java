package io.hawser.handshake;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The origins that may open a connection (RFC 6455, section 10.2). Browsers let a page of any site connect anywhere,
 * and send the user's cookies. Only the server can refuse.
 */
public final class OriginPolicy {

    /**
     * A policy that allows every origin. It is for services that identify users by something that a browser does not
     * send by itself.
     */
    public static final OriginPolicy ANY = new OriginPolicy(true, false, List.of());

    /** A policy that allows pages of the requested host, and clients that send no origin, which are not browsers. */
    public static final OriginPolicy SAME = new OriginPolicy(false, false, List.of());

    private final boolean any;
    private final boolean required;
    private final List<AllowedOrigin> allowed;

    private OriginPolicy(boolean any, boolean required, List<AllowedOrigin> allowed) {
        this.any = any;
        this.required = required;
        this.allowed = allowed;
    }

    /**
     * Makes a policy of a list.
     *
     * @param patterns patterns as {@link #and(String)} has them, or {@code *} for everyone
     * @return {@link #SAME} and those origins
     * @throws IllegalArgumentException if a pattern has another form
     */
    public static OriginPolicy of(List<String> patterns) {
        OriginPolicy policy = SAME;
        for (String pattern : patterns) {
            policy = pattern.equals("*") ? ANY : policy.and(pattern);
        }
        return policy;
    }

    /**
     * Returns a policy that allows further origins.
     *
     * @param pattern an origin such as {@code https://example.com} or {@code http://localhost:8080}; all subdomains of
     *     a domain such as {@code https://*.example.com}; a scheme alone such as {@code file://}, for pages that come
     *     from no host; or {@code null}, for pages to which the browser grants no origin of their own, which any site
     *     can make with a sandbox
     * @return this policy and those origins
     * @throws IllegalArgumentException if the pattern has another form; the message says what to write
     */
    public OriginPolicy and(String pattern) {
        AllowedOrigin added = AllowedOrigin.parse(pattern)
                .orElseThrow(() -> new IllegalArgumentException(AllowedOrigin.Mistake.in(pattern)));
        List<AllowedOrigin> more =
                Stream.concat(allowed.stream(), Stream.of(added)).toList();
        return new OriginPolicy(any, required, more);
    }

    /**
     * Returns a policy that refuses clients without an origin.
     *
     * @return this policy without them
     */
    public OriginPolicy required() {
        return new OriginPolicy(any, true, allowed);
    }

    /**
     * Returns whether an opening handshake is allowed.
     *
     * @param handshake the handshake
     * @param secure whether it came over TLS: then a page from {@code http} is of another origin
     * @return whether it may go on; if not, 403 is the answer to give (RFC 6455, section 4.2.2)
     */
    public boolean allows(ServerHandshake handshake, boolean secure) {
        if (handshake.origin().isEmpty()) {
            return !required;
        }
        if (any) {
            return true;
        }
        String header = handshake.origin().get();
        Optional<Origin> origin = Origin.parse(header);
        return isListed(header, origin) || origin.isPresent() && isOwn(origin.get(), handshake.own(), secure);
    }

    private boolean isListed(String header, Optional<Origin> origin) {
        for (AllowedOrigin entry : allowed) {
            if (entry.matches(header, origin)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOwn(Origin origin, List<HostPort> own, boolean secure) {
        for (HostPort host : own) {
            if (isOwn(origin, host, secure)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOwn(Origin origin, HostPort host, boolean secure) {
        // TLS may end at a proxy, so that a page from https comes to us in the plain.
        return origin.equals(Origin.of("https", host)) || !secure && origin.equals(Origin.of("http", host));
    }
}
