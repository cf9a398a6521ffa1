package net.authproxy.core.webhook;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import net.authproxy.core.encryption.EncryptedField;
import net.authproxy.core.encryption.FieldCipher;
import net.authproxy.core.encryption.Purpose;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.secret.SecretString;

/** Keys of signatures and bodies of deliveries, sealed with the key of the webhook's namespace (contract 11.1). */
class WebhookSecrets {

    private static final String PREFIX = "whsec_";
    private static final int RANDOM_BYTES = 32;
    private static final int SHORTEST = 24;
    private static final int LONGEST = 255;

    private final FieldCipher cipher;
    private final SecureRandom random;

    WebhookSecrets(FieldCipher cipher, SecureRandom random) {
        this.cipher = cipher;
        this.random = random;
    }

    /**
     * Refuses a caller's secret that is easily guessed or cannot be typed.
     *
     * @throws AuthProxyException {@code validation_failed}
     */
    static void check(SecretString secret) {
        String text = secret.expose();
        boolean visible = text.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (!visible || text.length() < SHORTEST || text.length() > LONGEST) {
            throw AuthProxyException.invalid("secret", "must be 24 to 255 visible ASCII characters");
        }
    }

    /** A new secret of 256 random bits. */
    SecretString make() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return SecretString.of(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    EncryptedField sealSecret(NamespacePath namespace, String webhookId, SecretString secret) {
        byte[] plain = secret.expose().getBytes(StandardCharsets.UTF_8);
        return cipher.seal(Purpose.WEBHOOK_SECRET, namespace, webhookId, plain);
    }

    byte[] openSecret(NamespacePath namespace, String webhookId, EncryptedField sealed) {
        return cipher.open(Purpose.WEBHOOK_SECRET, namespace, webhookId, sealed);
    }

    EncryptedField sealPayload(NamespacePath namespace, String deliveryId, byte[] body) {
        return cipher.seal(Purpose.WEBHOOK_PAYLOAD, namespace, deliveryId, body);
    }

    byte[] openPayload(NamespacePath namespace, String deliveryId, EncryptedField sealed) {
        return cipher.open(Purpose.WEBHOOK_PAYLOAD, namespace, deliveryId, sealed);
    }
}
