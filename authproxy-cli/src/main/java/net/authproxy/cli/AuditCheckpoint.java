package net.authproxy.cli;

import java.util.Optional;
import net.authproxy.jose.CompactJws;
import net.authproxy.jose.InvalidTokenException;
import net.authproxy.jose.JwsVerifier;
import net.authproxy.jose.JwtClaims;
import net.authproxy.jose.KeyRejectedException;
import net.authproxy.jose.PublicKeys;
import net.authproxy.jose.VerificationKey;
import tools.jackson.databind.JsonNode;

/**
 * The last row that was trimmed, as the installation signed it (contract 10.5).
 *
 * @param fingerprint of the key that signed it, which comes with it: only who knows the key knows who signed
 */
record AuditCheckpoint(long seq, String hash, String fingerprint) {

    static final String MEMBER = "checkpoint";

    /** Reads one; empty when the signature does not fit, or is not about what stands beside it. */
    static Optional<AuditCheckpoint> read(JsonNode json) {
        try {
            VerificationKey key = PublicKeys.parse(json.path("key").asString(""), null);
            CompactJws signed = CompactJws.parse(json.path("signature").asString(""));
            JwtClaims claims = signed.claims();
            long seq = claims.claim("seq").map(JsonNode::asLong).orElse(0L);
            String hash = claims.claim("hash").map(JsonNode::asString).orElse("");
            boolean told = json.path("seq").asLong(0) == seq
                    && json.path("hash").asString("").equals(hash);
            return told && seq > 0 && JwsVerifier.verify(signed, key)
                    ? Optional.of(new AuditCheckpoint(seq, hash, key.fingerprint()))
                    : Optional.empty();
        } catch (KeyRejectedException | InvalidTokenException e) {
            return Optional.empty();
        }
    }
}
