package io.hawser.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/** A key with a certificate for some names, created by the JDK's keytool. */
final class Certificates {

    private static final String PASSWORD = "test-only";

    private final KeyStore store;

    private Certificates(KeyStore store) {
        this.store = store;
    }

    /**
     * Creates a key.
     *
     * @param directory the directory for its file
     * @param names the subjectAltName of keytool, such as {@code dns:localhost,ip:127.0.0.1}
     */
    static Certificates of(Path directory, String names) throws Exception {
        return of(directory, names, "-keyalg", "EC");
    }

    /**
     * Creates a key of a given kind.
     *
     * @param kind the arguments of keytool for the kind of the key
     */
    static Certificates of(Path directory, String names, String... kind) throws Exception {
        Path file = Files.createTempFile(directory, "key", ".p12");
        Files.delete(file);
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command = new ArrayList<>(List.of(
                tool.toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-validity",
                "2",
                "-dname",
                "CN=test",
                "-ext",
                "san=" + names,
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString()));
        command.addAll(List.of(kind));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(output);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return new Certificates(store);
    }

    /** {@return the settings of a server with this key} */
    SSLContext server() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {keys()}, null, null);
        return context;
    }

    /** {@return a key manager with this key} */
    X509ExtendedKeyManager keys() throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        return (X509ExtendedKeyManager) keys.getKeyManagers()[0];
    }

    /** {@return the settings of a client that trusts only this key} */
    SSLContext client() throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
