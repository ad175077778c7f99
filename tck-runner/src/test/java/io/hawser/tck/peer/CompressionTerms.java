package io.hawser.tck.peer;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.websocket.Extension;
import jakarta.websocket.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * The parameters of permessage-deflate that each end wants, and those on which they must agree.
 *
 * @param settings the settings of Hawser's end
 * @param offers the offers of Hawser's client in place of those from its settings; empty for the settings
 * @param foreign the options of the foreign library: the offers of a client, or all parameters of a server
 * @param agreed the parameters that both ends must report
 */
record CompressionTerms(Map<String, Object> settings, List<Extension> offers, String foreign, Agreed agreed) {

    private static final Map<String, Object> TAKEOVER = settings(true, 15);
    private static final Map<String, Object> NO_TAKEOVER = settings(false, 15);

    /** The parameters that both ends report. */
    record Agreed(boolean serverNoContextTakeover, boolean clientNoContextTakeover, int serverBits, int clientBits) {

        static Agreed of(JsonObject json) {
            return new Agreed(
                    json.getBoolean("server_no_context_takeover"),
                    json.getBoolean("client_no_context_takeover"),
                    json.getInt("server_max_window_bits"),
                    json.getInt("client_max_window_bits"));
        }

        static Agreed of(Session session) {
            assertThat(session.getNegotiatedExtensions()).hasSize(1);
            Map<String, String> parameters = new HashMap<>();
            for (Extension.Parameter parameter :
                    session.getNegotiatedExtensions().get(0).getParameters()) {
                parameters.put(parameter.getName(), parameter.getValue());
            }
            return new Agreed(
                    parameters.containsKey("server_no_context_takeover"),
                    parameters.containsKey("client_no_context_takeover"),
                    Integer.parseInt(parameters.getOrDefault("server_max_window_bits", "15")),
                    Integer.parseInt(parameters.getOrDefault("client_max_window_bits", "15")));
        }
    }

    static Stream<Arguments> withForeignClients() {
        List<Arguments> all = new ArrayList<>();
        // The smallest window of zlib has nine bits. Node uses nine if it is configured with eight.
        for (int bits = 8; bits <= 15; bits++) {
            int least = Math.max(9, bits);
            all.add(client(Library.PYTHON, TAKEOVER, python(bits, least), new Agreed(false, false, bits, least)));
            all.add(client(Library.NODE, TAKEOVER, node(bits, bits), new Agreed(false, false, bits, bits)));
        }
        for (int bits : new int[] {9, 12, 15}) {
            all.add(client(Library.PYTHON, NO_TAKEOVER, python(bits, bits), new Agreed(true, true, bits, bits)));
        }
        for (Library library : Library.values()) {
            String any = library == Library.PYTHON ? "{\"client_max_window_bits\":true}" : "{\"threshold\":0}";
            all.add(client(library, TAKEOVER, any, new Agreed(false, false, 15, 15)));
            all.add(client(library, NO_TAKEOVER, any, new Agreed(true, true, 15, 15)));
            all.add(client(library, settings(true, 10), any, new Agreed(false, false, 10, 10)));
            all.add(client(library, settings(false, 9), any, new Agreed(true, true, 9, 9)));
            for (String end : List.of("server", "client")) {
                String offer = library == Library.PYTHON
                        ? "{\"" + end + "_no_context_takeover\":true}"
                        : "{\"threshold\":0,\"" + end + "NoContextTakeover\":true}";
                Agreed agreed = new Agreed(end.equals("server"), end.equals("client"), 15, 15);
                all.add(client(library, TAKEOVER, offer, agreed));
            }
        }
        all.add(client(Library.PYTHON, TAKEOVER, "{}", new Agreed(false, false, 15, 15)));
        // A server must not request a smaller window if the client has not offered one (RFC 7692, section 7.1.2.2).
        all.add(client(
                Library.PYTHON,
                settings(true, 10),
                "{\"client_max_window_bits\":null}",
                new Agreed(false, false, 10, 15)));
        all.add(client(
                Library.PYTHON,
                TAKEOVER,
                "{\"server_max_window_bits\":10,\"client_no_context_takeover\":true},{}",
                new Agreed(false, true, 10, 15)));
        return all.stream();
    }

    static Stream<Arguments> withForeignServers() {
        List<Arguments> all = new ArrayList<>();
        // Python's servers answer every client like this.
        all.add(server(Library.PYTHON, TAKEOVER, "{}", new Agreed(false, false, 12, 12)));
        all.add(server(Library.PYTHON, NO_TAKEOVER, "{}", new Agreed(true, true, 12, 12)));
        for (int bits = 8; bits <= 15; bits++) {
            int least = Math.max(9, bits);
            all.add(server(
                    Library.PYTHON, TAKEOVER, answer(python(least, bits)), new Agreed(false, false, least, bits)));
            all.add(server(Library.NODE, TAKEOVER, answer(node(bits, bits)), new Agreed(false, false, bits, bits)));
        }
        for (int bits : new int[] {9, 12, 15}) {
            all.add(server(
                    Library.PYTHON, NO_TAKEOVER, answer(python(bits, bits)), new Agreed(true, true, bits, bits)));
        }
        for (Library library : Library.values()) {
            String any = answer(library == Library.PYTHON ? "{}" : "{\"threshold\":0}");
            all.add(server(library, settings(true, 10), any, new Agreed(false, false, 10, 10)));
            all.add(server(library, settings(false, 9), any, new Agreed(true, true, 9, 9)));
            for (String end : List.of("server", "client")) {
                String answer = library == Library.PYTHON
                        ? "{\"" + end + "_no_context_takeover\":true}"
                        : "{\"threshold\":0,\"" + end + "NoContextTakeover\":true}";
                Agreed agreed = new Agreed(end.equals("server"), end.equals("client"), 15, 15);
                all.add(server(library, TAKEOVER, answer(answer), agreed));
            }
        }
        // Both libraries refuse Hawser's first offer.
        all.add(Arguments.of(
                Library.PYTHON,
                new CompressionTerms(
                        TAKEOVER,
                        List.of(
                                new Offer(List.of(new Given("server_no_context_takeover", null))),
                                new Offer(List.of(new Given("client_max_window_bits", null)))),
                        answer("{\"client_max_window_bits\":12,\"require_client_max_window_bits\":true}"),
                        new Agreed(false, false, 15, 12))));
        all.add(Arguments.of(
                Library.NODE,
                new CompressionTerms(
                        TAKEOVER,
                        List.of(new Offer(List.of(new Given("server_max_window_bits", "10"))), new Offer(List.of())),
                        answer("{\"serverMaxWindowBits\":12,\"threshold\":0}"),
                        new Agreed(false, false, 12, 15))));
        return all.stream();
    }

    private static Arguments client(Library library, Map<String, Object> settings, String offers, Agreed agreed) {
        return Arguments.of(library, new CompressionTerms(settings, List.of(), "[" + offers + "]", agreed));
    }

    private static Arguments server(Library library, Map<String, Object> settings, String work, Agreed agreed) {
        return Arguments.of(library, new CompressionTerms(settings, List.of(), work, agreed));
    }

    private static String answer(String options) {
        return "{\"answer\":" + options + "}";
    }

    private static String python(int server, int client) {
        return "{\"server_max_window_bits\":" + server + ",\"client_max_window_bits\":" + client + "}";
    }

    private static String node(int server, int client) {
        return "{\"threshold\":0,\"serverMaxWindowBits\":" + server + ",\"clientMaxWindowBits\":" + client + "}";
    }

    private static Map<String, Object> settings(boolean takeover, int windowBits) {
        return Map.of(
                "io.hawser.compression",
                true,
                "io.hawser.compressionThreshold",
                0,
                "io.hawser.compressionContextTakeover",
                takeover,
                "io.hawser.compressionWindowBits",
                windowBits,
                "io.hawser.maxTextMessageSize",
                1 << 20,
                "io.hawser.maxBinaryMessageSize",
                1 << 20);
    }

    @Override
    public String toString() {
        return (settings.equals(NO_TAKEOVER) ? "no takeover, " : "") + offers + foreign + " -> " + agreed;
    }

    private record Offer(List<Extension.Parameter> getParameters) implements Extension {
        @Override
        public String getName() {
            return "permessage-deflate";
        }
    }

    private record Given(String getName, String getValue) implements Extension.Parameter {}
}
