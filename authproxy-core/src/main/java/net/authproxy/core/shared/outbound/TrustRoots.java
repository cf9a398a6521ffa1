package net.authproxy.core.shared.outbound;

import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The roots that TLS to upstreams trusts: those of the platform plus, if set, those of a PEM bundle (contract 9.5). */
final class TrustRoots {

    private TrustRoots() {}

    /** Fails with a clear message when the bundle cannot be read or holds no certificate. */
    static TrustOptions platformAnd(Path bundle) {
        try {
            KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
            roots.load(null, null);
            int index = 0;
            for (X509Certificate root : platformRoots()) {
                roots.setCertificateEntry("platform-" + index++, root);
            }
            for (Certificate root : read(bundle)) {
                roots.setCertificateEntry("bundle-" + index++, root);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(roots);
            return TrustOptions.wrap(x509(factory));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("outbound.ca_bundle cannot be read: " + bundle, e);
        }
    }

    private static Collection<? extends Certificate> read(Path bundle) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(bundle)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new IOException("no certificate in it");
            }
            return found;
        }
    }

    private static X509Certificate[] platformRoots() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return x509(factory).getAcceptedIssuers();
    }

    private static X509TrustManager x509(TrustManagerFactory factory) throws GeneralSecurityException {
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("no X.509 trust manager");
    }
}
