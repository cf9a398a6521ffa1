package net.authproxy.core.authentication;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Single use of nonces: a unique row decides, committed before anything is granted (security D9). */
class NonceStore {

    private static final int BATCH = 1_000;
    private static final String INSERT =
            "insert into used_nonces (id, retain_until, created_at) values (:id, :until, :now)";

    /** A server that commits without waiting for its disk would forget a used nonce when it crashes. */
    private static final String DURABLE_INSERT = """
            insert into used_nonces (id, retain_until, created_at)
            select cast(:id as varchar), cast(:until as timestamptz), cast(:now as timestamptz)
            where set_config('synchronous_commit', 'on', true) = 'on'""";

    private final JdbcClient jdbc;
    private final String insert;
    private final Clock clock;

    NonceStore(JdbcClient jdbc, DatabaseKind kind, Clock clock) {
        this.jdbc = jdbc;
        this.insert = kind == DatabaseKind.POSTGRES ? DURABLE_INSERT : INSERT;
        this.clock = clock;
    }

    /**
     * Takes the nonce.
     *
     * @param retainUntil until when a second use must be recognised
     * @return false when it was taken before, by whichever process
     */
    boolean use(String nonce, Instant retainUntil) {
        try {
            jdbc.sql(insert)
                    .param("id", nonce)
                    .param("until", Timestamp.from(retainUntil))
                    .param("now", Timestamp.from(clock.instant()))
                    .update();
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    /** Forgets a batch of those that need not be recognised any more; how many that were. */
    int forgetSome() {
        return jdbc.sql("delete from used_nonces where id in"
                        + " (select id from used_nonces where retain_until < :now limit " + BATCH + ")")
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }
}
