package net.authproxy.core.audit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import net.authproxy.jose.CompactJws;
import net.authproxy.jose.InvalidTokenException;
import net.authproxy.jose.JwtClaims;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The last row that was trimmed (contract 10.5): the chain goes on behind it.
 *
 * @param hash of that row, the {@code prev_hash} of the first one that is left
 * @param createdAt when it was trimmed
 * @param signature compact JWS over the members before; checked
 * @param key the installation's public key that made it, as an OpenSSH line
 */
public record Checkpoint(long seq, String hash, Instant createdAt, String signature, String key) {

    static Checkpoint sign(long seq, String hash, Instant now, CheckpointSigner signer) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("seq", seq);
        members.put("hash", hash);
        members.put("iat", now.getEpochSecond());
        return new Checkpoint(
                seq, hash, Instant.ofEpochSecond(now.getEpochSecond()), signer.sign(members), signer.currentKey());
    }

    /**
     * Checks a stored one.
     *
     * @param seq the number that stands beside it in the clear
     * @throws BrokenChainException when this installation did not sign it for that row
     */
    static Checkpoint open(long seq, @Nullable String signature, CheckpointSigner signer) {
        String key = signature == null ? null : signer.signerOf(signature).orElse(null);
        if (signature == null || key == null) {
            throw new BrokenChainException(
                    "the checkpoint of the audit chain is not signed by this installation", seq, null);
        }
        try {
            JwtClaims claims = CompactJws.parse(signature).claims();
            long signed = claims.claim("seq").map(JsonNode::asLong).orElse(0L);
            String hash = claims.claim("hash").map(JsonNode::asString).orElse("");
            if (signed == seq && claims.issuedAt().isPresent()) {
                return new Checkpoint(seq, hash, claims.issuedAt().get(), signature, key);
            }
        } catch (InvalidTokenException e) {
            throw new BrokenChainException("the checkpoint of the audit chain is unreadable", seq, e);
        }
        throw new BrokenChainException("the checkpoint of the audit chain is of another row", seq, null);
    }
}
