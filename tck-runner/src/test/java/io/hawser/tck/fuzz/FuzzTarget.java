package io.hawser.tck.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A fuzz target: a static method that gets bytes, and throws if it finds a fault. */
enum FuzzTarget {
    FRAMES(FramesTarget.class, FramesTarget::fuzzerTestOneInput, 20_000),
    UTF8(Utf8Target.class, Utf8Target::fuzzerTestOneInput, 4_096),
    CLOSING(ClosingTarget.class, ClosingTarget::fuzzerTestOneInput, 400),
    HEADS(HeadsTarget.class, HeadsTarget::fuzzerTestOneInput, 600),
    SERVER_HANDSHAKE(ServerHandshakeTarget.class, ServerHandshakeTarget::fuzzerTestOneInput, 2_000),
    CLIENT_HANDSHAKE(ClientHandshakeTarget.class, ClientHandshakeTarget::fuzzerTestOneInput, 2_000),
    EXTENSIONS(ExtensionsTarget.class, ExtensionsTarget::fuzzerTestOneInput, 500),
    ADDRESSES(AddressesTarget.class, AddressesTarget::fuzzerTestOneInput, 500),
    PATHS(PathsTarget.class, PathsTarget::fuzzerTestOneInput, 1_000),
    NETTY(NettyTarget.class, NettyTarget::fuzzerTestOneInput, 6_000),
    INFLATE(InflateTarget.class, InflateTarget::fuzzerTestOneInput, 4_096),
    DEFLATE(DeflateTarget.class, DeflateTarget::fuzzerTestOneInput, 2_000),
    NEGOTIATION(NegotiationTarget.class, NegotiationTarget::fuzzerTestOneInput, 500);

    private final Class<?> entry;
    private final Code code;
    private final int maxLength;

    /** Runs one input. */
    interface Code {
        void run(byte[] input) throws Exception;
    }

    FuzzTarget(Class<?> entry, Code code, int maxLength) {
        this.entry = entry;
        this.code = code;
        this.maxLength = maxLength;
    }

    /** Runs one input. Throws if the target finds a fault. */
    void run(byte[] input) throws Exception {
        code.run(input);
    }

    /** {@return the class whose method {@code fuzzerTestOneInput} Jazzer calls} */
    Class<?> entry() {
        return entry;
    }

    /** {@return the length of the longest useful input} */
    int maxLength() {
        return maxLength;
    }

    /** {@return the name of the file with its corpus, in this package's folder of the test resources} */
    String file() {
        return this + ".txt";
    }

    /** {@return the inputs of the corpus: seeds, inputs that the fuzzer has added, and inputs of earlier faults} */
    List<Line> corpus() {
        try (InputStream in = FuzzTarget.class.getResourceAsStream(file())) {
            if (in == null) {
                throw new IllegalStateException("there is no corpus " + file());
            }
            List<Line> lines = new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> Line.parse(file(), line))
                    .toList();
            Set<String> names = lines.stream().map(Line::name).collect(Collectors.toSet());
            if (names.size() < lines.size()) {
                throw new IllegalStateException("two lines of " + file() + " have the same name");
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
