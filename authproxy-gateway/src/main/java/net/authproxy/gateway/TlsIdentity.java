package net.authproxy.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import net.authproxy.core.shared.secret.SecretString;

/** The certificate and private key of a listener. */
public sealed interface TlsIdentity {

    /** PEM texts: certificate chain, and PKCS#8 private key. */
    record Pem(String certificate, SecretString key) implements TlsIdentity {}

    /** A key store with one key entry. */
    record Store(KeyStore store, SecretString password) implements TlsIdentity {}

    /** In the form the HTTP engine wants. */
    default KeyCertOptions toKeyCertOptions() {
        return switch (this) {
            case Pem pem ->
                new PemKeyCertOptions()
                        .setCertValue(Buffer.buffer(pem.certificate()))
                        .setKeyValue(Buffer.buffer(pem.key().expose()));
            case Store store -> wrap(store);
        };
    }

    private static KeyCertOptions wrap(Store store) {
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store.store(), store.password().expose().toCharArray());
            return KeyCertOptions.wrap((javax.net.ssl.X509KeyManager) factory.getKeyManagers()[0]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the TLS key store cannot be used", e);
        }
    }
}
