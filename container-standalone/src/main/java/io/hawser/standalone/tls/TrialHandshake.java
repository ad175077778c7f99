package io.hawser.standalone.tls;

import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A TLS handshake in memory, with a client that trusts every certificate. It shows whether an {@link SSLContext} has a
 * key. There is no other way to find that out.
 */
final class TrialHandshake {

    /** More flights than any handshake needs. */
    private static final int MAX_FLIGHTS = 16;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLEngine server;
    private final SSLEngine client;
    private final Trust trust = new Trust();

    /**
     * Creates a handshake that has not begun.
     *
     * @param server the engine of the server
     * @param protocols the protocols of the client
     * @param names the server names that the client sends
     * @throws GeneralSecurityException if the JDK cannot create the client
     */
    TrialHandshake(SSLEngine server, List<String> protocols, List<SNIServerName> names)
            throws GeneralSecurityException {
        this.server = server;
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trust}, null);
        client = context.createSSLEngine();
        client.setUseClientMode(true);
        SSLParameters parameters = client.getSSLParameters();
        parameters.setProtocols(protocols.toArray(String[]::new));
        parameters.setServerNames(names);
        client.setSSLParameters(parameters);
    }

    /**
     * {@return the failure of the server to show a certificate; {@code null} if it could show one, or if that is
     * unknown}
     */
    Exception failure() {
        byte[] flight = {};
        for (int i = 0; i < MAX_FLIGHTS; i++) {
            try {
                flight = answer(client, flight);
            } catch (SSLException | RuntimeException e) {
                // A failure of the client, perhaps with the certificate, says nothing about the server's key.
                return null;
            }
            if (trust.asked || flight.length == 0) {
                return null;
            }
            try {
                flight = answer(server, flight);
            } catch (SSLException | RuntimeException e) {
                return e;
            }
        }
        return null;
    }

    /** Reads the bytes that the other end has sent. {@return the answer} */
    private static byte[] answer(SSLEngine engine, byte[] received) throws SSLException {
        ByteBuffer in = ByteBuffer.wrap(received);
        ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        ByteBuffer payload = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING) {
            engine.beginHandshake();
        }
        while (true) {
            SSLEngineResult result;
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> {
                    engine.getDelegatedTask().run();
                    continue;
                }
                case NEED_WRAP -> {
                    result = engine.wrap(NOTHING, record.clear());
                    out.write(record.array(), 0, record.position());
                }
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> result = engine.unwrap(in, payload.clear());
                default -> {
                    return out.toByteArray();
                }
            }
            if (result.getStatus() != SSLEngineResult.Status.OK) {
                // In most cases there is nothing left to read.
                return out.toByteArray();
            }
        }
    }

    /** Trusts every certificate, and records that it was asked, which means that the server has shown a certificate. */
    private static final class Trust extends X509ExtendedTrustManager {

        private boolean asked;

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            asked = true;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
            asked = true;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            asked = true;
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
