package io.hawser.tck.spec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key for {@code localhost} with a self-signed certificate, created by the JDK's keytool. */
public final class Certificate {

    /** The password of the file and of the key. */
    public static final String PASSWORD = "test-only";

    private final Path file;
    private final KeyStore store;

    private Certificate(Path file, KeyStore store) {
        this.file = file;
        this.store = store;
    }

    /** Creates a key. Its file stays in the directory. */
    public static Certificate in(Path directory) throws Exception {
        Path file = directory.resolve("key.p12");
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(List.of((tool
                                + " -genkeypair -alias server -keyalg EC -validity 2 -dname CN=test -ext san=dns:localhost"
                                + " -storetype PKCS12 -storepass " + PASSWORD + " -keystore " + file)
                        .split(" ")))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(output);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return new Certificate(file, store);
    }

    /** {@return the PKCS #12 file with the key and the certificate} */
    public Path file() {
        return file;
    }

    /** {@return the settings of a server with this key} */
    SSLContext ofServer() throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** {@return the settings of a client that trusts only this key} */
    public SSLContext ofClient() throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
