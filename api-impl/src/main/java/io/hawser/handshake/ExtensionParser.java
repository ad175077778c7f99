package io.hawser.handshake;

import io.hawser.handshake.ExtensionOffer.Parameter;
import java.util.ArrayList;
import java.util.List;

/** Reads one line of {@code Sec-WebSocket-Extensions} by the grammar of RFC 6455, section 9.1. Used once. */
final class ExtensionParser {

    private final String line;
    private int at;

    ExtensionParser(String line) {
        this.line = line;
    }

    List<ExtensionOffer> parse() {
        List<ExtensionOffer> extensions = new ArrayList<>();
        do {
            skipSpace();
            if (at < line.length() && line.charAt(at) != ',') {
                extensions.add(extension());
            }
        } while (skip(','));
        if (at < line.length()) {
            throw expected("a comma, a semicolon or the end");
        }
        return extensions;
    }

    private ExtensionOffer extension() {
        String name = token("an extension name");
        List<Parameter> parameters = new ArrayList<>();
        skipSpace();
        while (skip(';')) {
            skipSpace();
            parameters.add(parameter());
            skipSpace();
        }
        return new ExtensionOffer(name, parameters);
    }

    private Parameter parameter() {
        String name = token("a parameter name");
        skipSpace();
        if (!skip('=')) {
            return new Parameter(name, null);
        }
        skipSpace();
        return new Parameter(name, skip('"') ? quoted() : token("a parameter value"));
    }

    private String token(String what) {
        int start = at;
        while (at < line.length() && Tokens.isTokenChar(line.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw expected(what);
        }
        return line.substring(start, at);
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        while (!skip('"')) {
            skip('\\');
            if (at == line.length()) {
                throw expected("the end of a quoted value");
            }
            // "The value after quoted-string unescaping MUST conform to the 'token' ABNF" (RFC 6455, section 9.1).
            if (!Tokens.isTokenChar(line.charAt(at))) {
                throw expected("a character of a token");
            }
            value.append(line.charAt(at++));
        }
        if (value.isEmpty()) {
            throw expected("a quoted value that is not empty before");
        }
        return value.toString();
    }

    private void skipSpace() {
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
    }

    private boolean skip(char c) {
        boolean found = at < line.length() && line.charAt(at) == c;
        if (found) {
            at++;
        }
        return found;
    }

    private IllegalArgumentException expected(String what) {
        return new IllegalArgumentException("Sec-WebSocket-Extensions \"" + Escaped.text(line, 200)
                + "\" does not have " + what + " at index " + at + " (RFC 6455, section 9.1)");
    }
}
