package net.authproxy.core.authentication;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import net.authproxy.core.shared.cache.ChangeTopic;
import net.authproxy.core.shared.cache.Changes;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The deny list of tokens (contract 4.6, 5.2). A {@code jti} counts for its actor only: anybody may choose one, and nobody
 * ends the tokens of another actor by choosing the same.
 */
class RevokedTokens {

    private final JdbcClient jdbc;
    private final Changes changes;
    private final Clock clock;

    RevokedTokens(JdbcClient jdbc, Changes changes, Clock clock) {
        this.jdbc = jdbc;
        this.changes = changes;
        this.clock = clock;
    }

    /** The entry for a token of that actor. */
    static String entry(String actorId, String jti) {
        return actorId + "/" + jti;
    }

    boolean containsAny(List<String> entries) {
        return !entries.isEmpty()
                && jdbc.sql("select count(*) from revoked_tokens where id in (:ids)")
                                .param("ids", entries)
                                .query(Integer.class)
                                .single()
                        > 0;
    }

    /**
     * Adds an entry, tells every process, and drops those that no token needs any more.
     *
     * @param retainUntil when the last token with that {@code jti} has ended
     */
    void add(String entry, Instant retainUntil) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql("delete from revoked_tokens where retain_until < :now")
                .param("now", now)
                .update();
        jdbc.sql("insert into revoked_tokens (id, retain_until, created_at) values (:id, :until, :now)"
                        + " on conflict (id) do update set retain_until = excluded.retain_until")
                .param("id", entry)
                .param("until", Timestamp.from(retainUntil))
                .param("now", now)
                .update();
        changes.announce(ChangeTopic.TOKEN, entry);
    }
}
