package net.authproxy.demo.oauth2;

import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One consent (or one machine's request) and all that comes from it. Guarded by {@link GrantStore}. */
final class Grant {

    final String id;
    final String clientId;
    final @Nullable Person person;
    final Set<String> scopes;
    final @Nullable String nonce;
    final Instant since;
    final Set<String> accessTokens = new HashSet<>();
    int refreshes;

    @Nullable
    Instant refreshedAt;

    @Nullable
    String ended;

    Grant(
            String id,
            String clientId,
            @Nullable Person person,
            Set<String> scopes,
            @Nullable String nonce,
            Instant since) {
        this.id = id;
        this.clientId = clientId;
        this.person = person;
        // In the order of the request: an answer repeats it.
        this.scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
        this.nonce = nonce;
        this.since = since;
    }

    void end(String reason) {
        if (ended == null) {
            ended = reason;
        }
    }

    GrantView toView() {
        return new GrantView(id, clientId, person == null ? null : person.id(), scopes, refreshes, refreshedAt, ended);
    }
}
