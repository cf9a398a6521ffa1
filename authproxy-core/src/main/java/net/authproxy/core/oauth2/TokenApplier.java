package net.authproxy.core.oauth2;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import net.authproxy.core.connection.CommittedConnections;
import net.authproxy.core.connection.ConnectionHealth;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.shared.cache.ChangeTopic;
import net.authproxy.core.shared.cache.Changes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.annotation.Transactional;

/** Writes what a refresh came to: tokens, journal and health in one transaction (security D5). */
class TokenApplier {

    private static final Logger log = LoggerFactory.getLogger(TokenApplier.class);
    private static final Set<String> HEALED_BY_A_TOKEN = Set.of("needs_reauth", "client_rejected", "scope_reduced");

    private final TokenStore tokens;
    private final RefreshJournal journal;
    private final TokenSealer sealer;
    private final ConnectionStore connections;
    private final CommittedConnections committed;
    private final Changes changes;

    TokenApplier(
            TokenStore tokens,
            RefreshJournal journal,
            TokenSealer sealer,
            ConnectionStore connections,
            CommittedConnections committed,
            Changes changes) {
        this.tokens = tokens;
        this.journal = journal;
        this.sealer = sealer;
        this.connections = connections;
        this.committed = committed;
        this.changes = changes;
    }

    /** Makes the answer the connection's tokens; empty when they were replaced or wiped meanwhile. */
    @Transactional
    public Optional<StoredToken> apply(
            OAuth2Client client, StoredToken from, RefreshJournal.Attempt attempt, TokenAnswer answer) {
        String id = client.connection().id();
        boolean stored = tokens.store(sealer.row(client, answer, from), from);
        journal.applied(attempt);
        if (!stored) {
            // Whoever was frozen past its time comes late: the newer tokens stay (security D4).
            log.warn("reason=refresh_fenced connection={} from_version={}", id, from.version());
            return Optional.empty();
        }
        connections.mergeConfiguration(id, answer.metadata());
        String missing = Scopes.missing(client, answer.scopes());
        if (missing != null) {
            connections.noteHealth(id, ConnectionHealth.UNHEALTHY, "scope_reduced");
        } else if (committed.isUnhealthy(id, HEALED_BY_A_TOKEN)) {
            connections.heal(id, HEALED_BY_A_TOKEN);
        }
        changes.announce(ChangeTopic.CONNECTION, id);
        return tokens.current(id);
    }

    /**
     * Ends the attempt and notes why, together: a process that dies in between would leave a connection that looks well
     * and whose token was lost.
     *
     * @param failure absent when the tokens are not to blame
     * @return false when the attempt is somebody else's by now: then nothing was written
     */
    @Transactional
    public boolean fail(RefreshJournal.Attempt attempt, StoredToken token, @Nullable RefreshFailure failure) {
        if (!journal.failed(attempt)) {
            return false;
        }
        if (failure != null && tokens.fail(token, failure)) {
            noteHealth(token, failure);
        }
        return true;
    }

    private void noteHealth(StoredToken token, RefreshFailure failure) {
        switch (failure.kind()) {
            case PERMANENT -> connections.noteHealth(token.connectionId(), ConnectionHealth.UNHEALTHY, "needs_reauth");
            case CLIENT_REJECTED ->
                connections.noteHealth(token.connectionId(), ConnectionHealth.UNHEALTHY, "client_rejected");
            case OTHER -> {
                // Not yet known to last.
            }
        }
        changes.announce(ChangeTopic.CONNECTION, token.connectionId());
    }

    /** The failure with what came before it counted in. */
    static RefreshFailure counted(StoredToken token, RefreshFailure.Kind kind, String error, Instant now) {
        RefreshFailure before = token.failure();
        RefreshFailure counted = before != null && before.kind() == kind
                ? new RefreshFailure(kind, error, now, before.count() + 1, before.since())
                : new RefreshFailure(kind, error, now, 1, now);
        return counted.isHopeless()
                ? new RefreshFailure(RefreshFailure.Kind.PERMANENT, error, now, counted.count(), counted.since())
                : counted;
    }
}
