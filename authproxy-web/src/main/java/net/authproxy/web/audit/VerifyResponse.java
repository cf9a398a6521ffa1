package net.authproxy.web.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import net.authproxy.core.audit.ChainVerdict;
import net.authproxy.web.json.Timestamps;
import org.jspecify.annotations.Nullable;

/**
 * What a check of the chain found.
 *
 * @param count rows that are sound, up to the first that is not
 * @param brokenAt {@code seq} from which on the chain cannot be trusted; absent when all is well
 * @param checkpoint up to where old rows were trimmed; absent while none were
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VerifyResponse(
        boolean ok,
        long count,
        @Nullable Long brokenAt,
        @Nullable Checkpoint checkpoint) {

    /**
     * The last row that was trimmed.
     *
     * @param hash its hash, which the first row that is left has as {@code prev_hash}
     * @param signature compact JWS over {@code seq}, {@code hash} and {@code iat}
     * @param key the installation's public key that signed it, as an OpenSSH line
     */
    record Checkpoint(long seq, String hash, String createdAt, String signature, String key) {

        static Checkpoint of(net.authproxy.core.audit.Checkpoint checkpoint) {
            return new Checkpoint(
                    checkpoint.seq(),
                    checkpoint.hash(),
                    Timestamps.text(checkpoint.createdAt()),
                    checkpoint.signature(),
                    checkpoint.key());
        }
    }

    static VerifyResponse of(ChainVerdict verdict, Optional<net.authproxy.core.audit.Checkpoint> checkpoint) {
        return new VerifyResponse(
                verdict.ok(),
                verdict.count(),
                verdict.brokenAt(),
                checkpoint.map(Checkpoint::of).orElse(null));
    }
}
