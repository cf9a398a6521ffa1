package net.authproxy.core.authentication;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Single use of nonces: a unique row decides, committed before anything is granted (security D9). */
class NonceStore {

    private static final int BATCH = 1_000;

    private final JdbcClient jdbc;
    private final Clock clock;

    NonceStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
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
            jdbc.sql("insert into used_nonces (id, retain_until, created_at) values (:id, :until, :now)")
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
