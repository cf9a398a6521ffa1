package net.authproxy.core.shared.outbound;

import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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
import net.authproxy.core.shared.error.AuthProxyException;
import org.jspecify.annotations.Nullable;

/** The certificate authorities that upstreams are verified by: the platform's, plus those of {@code outbound.ca_bundle}. */
final class TrustedRoots {

    private static final String SETTING = "outbound.ca_bundle";

    private TrustedRoots() {}

    /**
     * @param caBundle path of a PEM file with one certificate or more; null for the platform's roots alone
     * @return null if the platform's roots are enough
     * @throws AuthProxyException VALIDATION_FAILED if the file cannot be read or holds no certificate
     */
    static @Nullable TrustOptions load(@Nullable String caBundle) {
        if (caBundle == null) {
            return null;
        }
        try {
            KeyStore roots = platformRoots();
            int added = 0;
            for (Certificate certificate : read(caBundle)) {
                roots.setCertificateEntry("bundle-" + added, certificate);
                added++;
            }
            if (added == 0) {
                throw AuthProxyException.invalid(SETTING, "the file holds no certificate");
            }
            return TrustOptions.wrap(factory(roots));
        } catch (IOException | InvalidPathException unreadable) {
            throw AuthProxyException.invalid(SETTING, "the file cannot be read");
        } catch (GeneralSecurityException malformed) {
            throw AuthProxyException.invalid(SETTING, "the file is not a list of PEM certificates");
        }
    }

    private static Collection<? extends Certificate> read(String file) throws IOException, GeneralSecurityException {
        try (InputStream pem = Files.newInputStream(Path.of(file))) {
            return CertificateFactory.getInstance("X.509").generateCertificates(pem);
        }
    }

    private static KeyStore platformRoots() throws IOException, GeneralSecurityException {
        KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
        roots.load(null, null);
        int index = 0;
        for (TrustManager manager : factory(null).getTrustManagers()) {
            if (manager instanceof X509TrustManager platform) {
                for (X509Certificate root : platform.getAcceptedIssuers()) {
                    roots.setCertificateEntry("platform-" + index, root);
                    index++;
                }
            }
        }
        return roots;
    }

    private static TrustManagerFactory factory(@Nullable KeyStore roots) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(roots);
        return factory;
    }
}
