package io.hawser.protocol;

/**
 * The end of a connection: client or server. The client masks what it sends, the server must not (RFC 6455, section
 * 5.1).
 */
public enum Role {
    /** The end that opened the connection. */
    CLIENT,
    /** The end that accepted it. */
    SERVER
}
