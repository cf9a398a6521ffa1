package net.authproxy.demo.oauth2;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Faults for the next requests of one kind.
 *
 * @param grantType only token requests of this grant type; null for all requests of the endpoint
 * @param times how many requests; 0 for all until {@link Faults#clear}
 */
public record FaultRule(Endpoint endpoint, @Nullable String grantType, int times, List<Fault> faults) {

    public FaultRule {
        if (times < 0) {
            throw new IllegalArgumentException("times must be 0 (always) or more, not " + times);
        }
        faults = List.copyOf(faults);
    }

    boolean fits(Endpoint actual, @Nullable String actualGrantType) {
        return endpoint == actual && (grantType == null || grantType.equals(actualGrantType));
    }
}
