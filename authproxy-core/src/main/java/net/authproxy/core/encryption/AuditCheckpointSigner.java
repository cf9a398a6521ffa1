package net.authproxy.core.encryption;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.authproxy.core.audit.CheckpointSigner;
import net.authproxy.jose.CompactJws;
import net.authproxy.jose.InvalidTokenException;
import net.authproxy.jose.JwsSigner;
import net.authproxy.jose.JwsVerifier;
import net.authproxy.jose.PrivateKeys;
import net.authproxy.jose.SigningKey;

/** Signs checkpoints of the audit trail with an Ed25519 key that is derived from each version of the global key. */
final class AuditCheckpointSigner implements CheckpointSigner {

    private static final String LABEL = "authproxy/audit-checkpoint-ed25519/v1";

    private final KeyringHolder keyrings;

    AuditCheckpointSigner(KeyringHolder keyrings) {
        this.keyrings = keyrings;
    }

    private static SigningKey key(KeyVersion version) {
        return version.deriveFor(LABEL).expose(PrivateKeys::ed25519);
    }

    private static String line(SigningKey key) {
        return key.verificationKey().openSshLine().orElseThrow();
    }

    @Override
    public String sign(Map<String, Object> members) {
        return JwsSigner.sign(members, key(keyrings.get().currentGlobal()), null);
    }

    @Override
    public Optional<String> signerOf(String jws) {
        try {
            CompactJws parsed = CompactJws.parse(jws);
            List<SigningKey> keys = keyrings.get().globalVersions().stream()
                    .map(AuditCheckpointSigner::key)
                    .toList();
            return keys.stream()
                    .filter(key -> JwsVerifier.verify(parsed, key.verificationKey()))
                    .findFirst()
                    .map(AuditCheckpointSigner::line);
        } catch (InvalidTokenException e) {
            return Optional.empty();
        }
    }

    @Override
    public String currentKey() {
        return line(key(keyrings.get().currentGlobal()));
    }
}
