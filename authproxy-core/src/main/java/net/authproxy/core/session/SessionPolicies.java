package net.authproxy.core.session;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which services have sessions, and their rules. */
public final class SessionPolicies {

    private final Map<String, SessionPolicy> byService = new HashMap<>();

    public SessionPolicies(List<SessionPolicy> policies) {
        policies.forEach(policy -> byService.put(policy.service(), policy));
    }

    /** The rules of the service; empty when it has no sessions. */
    public Optional<SessionPolicy> of(String service) {
        return Optional.ofNullable(byService.get(service));
    }

    /** The longest life any session has. */
    Duration longestLife() {
        return byService.values().stream()
                .map(SessionPolicy::lifetime)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
