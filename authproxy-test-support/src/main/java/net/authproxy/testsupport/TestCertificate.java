package net.authproxy.testsupport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate for a TLS server in a test and the private authority that signed it, made by the JDK's keytool. */
public final class TestCertificate {

    private static final String ALIAS = "test";
    private static final String AUTHORITY = "authority";
    private static final String PASSWORD = "changeit";

    private final KeyStore store;

    private TestCertificate(KeyStore store) {
        this.store = store;
    }

    /** Valid for the DNS name (or {@code ip:..}), from yesterday on for a year. */
    public static TestCertificate forName(Path folder, String name) {
        return make(folder, name, "-1d", "365");
    }

    /** The same, but it ran out days ago. */
    public static TestCertificate expired(Path folder, String name) {
        return make(folder, name, "-20d", "5");
    }

    private static TestCertificate make(Path folder, String name, String start, String days) {
        Path file = folder.resolve("store-" + System.nanoTime() + ".p12");
        String san = name.startsWith("ip:") ? name : "dns:" + name;
        String signed = "-genkeypair -alias " + ALIAS + " -signer " + AUTHORITY + " -keyalg EC -dname CN=test -ext san="
                + san + " -startdate " + start + " -validity " + days;
        try {
            keytool(
                    file,
                    "-genkeypair -alias " + AUTHORITY + " -keyalg EC -dname CN=authority -ext bc:c -validity 365");
            keytool(file, signed);
            return new TestCertificate(KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray()));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void keytool(Path file, String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments.split(" ", -1)));
        command.addAll(List.of("-keystore", file.toString(), "-storepass", PASSWORD, "-storetype", "PKCS12"));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool: " + output);
        }
    }

    /** For a server that shows it. */
    public SSLContext serverContext() {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            KeyStore leaf = KeyStore.getInstance("PKCS12");
            leaf.load(null, null);
            leaf.setKeyEntry(
                    ALIAS,
                    store.getKey(ALIAS, PASSWORD.toCharArray()),
                    PASSWORD.toCharArray(),
                    store.getCertificateChain(ALIAS));
            keys.init(leaf, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The certificate as PEM text. */
    public String certificatePem() {
        try {
            return pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The private key as PEM text (PKCS#8). */
    public String keyPem() {
        try {
            return pem(
                    "PRIVATE KEY", store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The authority's certificate, to be trusted by a client. */
    public Certificate authority() {
        try {
            return store.getCertificate(AUTHORITY);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the authority's certificate into a file, to be trusted by a client. */
    public Path writeTo(Path file) {
        try {
            return Files.writeString(
                    file, pem("CERTIFICATE", store.getCertificate(AUTHORITY).getEncoded()));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String type, byte[] der) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    }
}
