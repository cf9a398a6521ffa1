package net.authproxy.core.encryption;

import java.util.List;
import net.authproxy.core.authorization.SystemOperation;
import net.authproxy.core.shared.secret.SecretBytes;

/** Key synchronisation, and derived keys for uses other than stored values. */
@SystemOperation
public class EncryptionService {

    private static final String SYSTEM_TOKEN = "authproxy/jwt-hs256/v1";

    private final KeyringHolder keyrings;
    private final MessageBudget budget;

    EncryptionService(KeyringHolder keyrings, MessageBudget budget) {
        this.keyrings = keyrings;
        this.budget = budget;
    }

    /** Loads all keys; must succeed before anything is sealed or opened. */
    public void synchronizeKeys() {
        keyrings.reload();
        budget.prepare(keyrings.get().currentGlobal().id());
    }

    /** Whether the keys are there. */
    public boolean isReady() {
        return keyrings.isLoaded();
    }

    /** HMAC keys of system-signed tokens, one per global key version, the signing one first (contract 5.3). */
    public List<SecretBytes> systemTokenKeys() {
        return keyrings.get().globalVersions().stream()
                .map(version -> version.deriveFor(SYSTEM_TOKEN))
                .toList();
    }

    /** A key of its own for a use that is neither sealing nor system tokens, such as fingerprints of shown secrets. */
    public SecretBytes deriveGlobal(String info) {
        return keyrings.get().currentGlobal().deriveFor(info);
    }
}
