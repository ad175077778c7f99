package io.hawser.tck.fuzz;

import io.hawser.endpoint.PathTable;
import io.hawser.endpoint.PathTemplate;
import io.hawser.handshake.HostPort;
import io.hawser.handshake.WebSocketUri;
import io.hawser.protocol.CloseStatus;
import io.hawser.protocol.ProtocolException;
import jakarta.websocket.DeploymentException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * Any template and path, address of a server, host, and payload of a Close frame: refused with what the documentation
 * says, or what can be written and read again; a table finds what its templates match.
 */
public final class UriTarget {

    private UriTarget() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        Input input = new Input(data);
        switch (input.choice(4)) {
            case 0 -> templates(input.text());
            case 1 -> uri(input.text());
            case 2 -> host(input.text());
            default -> close(input.bytes(125));
        }
    }

    private static void templates(String text) {
        String[] lines = text.split("\n", 4);
        PathTable<PathTemplate> table = new PathTable<>();
        boolean any = false;
        String path = lines[lines.length - 1];
        for (int i = 0; i < lines.length - 1; i++) {
            try {
                PathTemplate template = PathTemplate.parse(lines[i]);
                table.add(template, template);
                any |= template.match(path).isPresent();
            } catch (DeploymentException e) {
                Check.that(e.getMessage() != null, "no reason is given");
            }
        }
        Optional<PathTable.Match<PathTemplate>> found = table.find(path);
        if (found.isPresent()) {
            Check.that(any, "the table finds what no template matches");
            Map<String, String> parameters = found.get().pathParameters();
            Check.same(parameters.keySet(), found.get().value().variables(), "variables");
            Check.same(found.get().value().match(path), Optional.of(parameters), "match");
        }
    }

    private static void uri(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            return;
        }
        try {
            WebSocketUri read = WebSocketUri.of(uri);
            Check.that(read.resource().startsWith("/"), "the resource has no slash");
            Check.oneLine(read.resource());
            Check.that(read.resource().chars().allMatch(c -> c > ' ' && c < 0x7F), "the resource is not ASCII");
            Check.that(read.port() >= 0 && read.port() <= 65_535, "port " + read.port());
            Check.oneLine(read.hostPort().toString());
        } catch (IllegalArgumentException e) {
            Check.that(e.getMessage() != null, "no reason is given");
        }
    }

    private static void host(String text) {
        try {
            HostPort host = HostPort.parse(text);
            Check.same(HostPort.parse(host.toString()), host, "host");
        } catch (IllegalArgumentException e) {
            Check.oneLine(e.getMessage());
        }
    }

    private static void close(byte[] payload) {
        try {
            CloseStatus status = CloseStatus.parse(ByteBuffer.wrap(payload));
            Check.same(status.encode(), ByteBuffer.wrap(payload), "payload");
        } catch (ProtocolException e) {
            Check.that(
                    e.status().code() == CloseStatus.PROTOCOL_ERROR
                            || e.status().code() == CloseStatus.INVALID_PAYLOAD,
                    "code " + e.status().code());
        }
    }
}
