package net.authproxy.web.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import net.authproxy.core.audit.ChainVerdict;
import org.jspecify.annotations.Nullable;

/**
 * What a check of the chain found.
 *
 * @param count rows that are sound, up to the first that is not
 * @param brokenAt {@code seq} from which on the chain cannot be trusted; absent when all is well
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VerifyResponse(boolean ok, long count, @Nullable Long brokenAt) {

    static VerifyResponse of(ChainVerdict verdict) {
        return new VerifyResponse(verdict.ok(), verdict.count(), verdict.brokenAt());
    }
}
