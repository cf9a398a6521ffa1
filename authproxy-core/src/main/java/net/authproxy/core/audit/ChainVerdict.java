package net.authproxy.core.audit;

import org.jspecify.annotations.Nullable;

/**
 * What a check of the chain found (contract 10.5).
 *
 * @param count rows that are sound, up to the first that is not
 * @param brokenAt {@code seq} from which on the chain cannot be trusted; absent when all is well
 */
public record ChainVerdict(boolean ok, long count, @Nullable Long brokenAt) {

    static ChainVerdict sound(long count) {
        return new ChainVerdict(true, count, null);
    }

    static ChainVerdict broken(long count, long at) {
        return new ChainVerdict(false, count, at);
    }
}
