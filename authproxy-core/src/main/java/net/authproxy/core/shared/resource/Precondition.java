package net.authproxy.core.shared.resource;

import java.time.Instant;
import java.util.Set;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The state of a resource on which a change depends (RFC 9110 13.1.1, contract 1.5).
 *
 * @param seen values of {@code updated_at}, one of which must be the present one; absent: any state will do
 */
public record Precondition(@Nullable Set<Instant> seen) {

    /** No condition: the last write wins. */
    public static final Precondition NONE = new Precondition(null);

    /**
     * Refuses a change of a resource that is in another state. To be asked with the row locked.
     *
     * @throws AuthProxyException {@code precondition_failed}
     */
    public void require(Instant updatedAt) {
        if (seen != null && !seen.contains(updatedAt)) {
            throw new AuthProxyException(
                    ErrorCode.PRECONDITION_FAILED, "the resource was changed meanwhile: read it again");
        }
    }
}
