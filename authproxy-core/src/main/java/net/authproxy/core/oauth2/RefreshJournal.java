package net.authproxy.core.oauth2;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import net.authproxy.core.encryption.EncryptedField;
import net.authproxy.core.shared.resource.IdGenerator;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The journal of refreshes (security D5): a row is committed before the provider is called, the answer is committed
 * before it is used, and the one open row of (connection, version) decides over all processes who calls. Each is one
 * statement, which commits by itself: a transaction around it would only add round trips.
 */
class RefreshJournal {

    private static final String COLUMNS = "id, connection_id, from_version, state, sends, sent_at, encrypted_answer";

    private final JdbcClient jdbc;
    private final DatabaseKind kind;
    private final IdGenerator ids;
    private final Clock clock;

    RefreshJournal(JdbcClient jdbc, DatabaseKind kind, IdGenerator ids, Clock clock) {
        this.jdbc = jdbc;
        this.kind = kind;
        this.ids = ids;
        this.clock = clock;
    }

    /** How far an attempt has come. */
    enum State {
        SENT,
        ANSWERED,
        APPLIED
    }

    /**
     * An attempt that has not failed.
     *
     * @param sends how often the provider was or will have been called
     * @param answer present once answered
     */
    record Attempt(
            String id,
            String connectionId,
            int fromVersion,
            State state,
            int sends,
            Instant sentAt,
            @Nullable EncryptedField answer) {}

    /** Takes the right to call the provider; empty when somebody has it. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Optional<Attempt> begin(String connectionId, int fromVersion) {
        Attempt attempt =
                new Attempt(ids.nextText(IdType.OAUTH2_TOKEN), connectionId, fromVersion, State.SENT, 1, now(), null);
        int rows = jdbc.sql("insert into oauth2_refreshes (id, connection_id, from_version, state, sends, sent_at,"
                        + " created_at) values (:id, :connection, :version, 'sent', 1, :now, :now)"
                        + " on conflict do nothing")
                .param("id", attempt.id())
                .param("connection", connectionId)
                .param("version", fromVersion)
                .param("now", Timestamp.from(attempt.sentAt()))
                .update();
        return rows == 1 ? Optional.of(attempt) : Optional.empty();
    }

    /** The attempt that is under way or done for that version. */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public Optional<Attempt> find(String connectionId, int fromVersion) {
        return jdbc.sql("select " + COLUMNS + " from oauth2_refreshes where connection_id = :connection"
                        + " and from_version = :version and state <> 'failed'")
                .param("connection", connectionId)
                .param("version", fromVersion)
                .query(RefreshJournal::attempt)
                .optional();
    }

    /** Takes the right to call the provider once more; empty when another process did, or the answer has come. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Optional<Attempt> resend(Attempt attempt) {
        Instant now = now();
        int rows = jdbc.sql("update oauth2_refreshes set sends = sends + 1, sent_at = :now"
                        + " where id = :id and state = 'sent' and sends = :sends")
                .param("now", Timestamp.from(now))
                .param("id", attempt.id())
                .param("sends", attempt.sends())
                .update();
        return rows == 0
                ? Optional.empty()
                : Optional.of(new Attempt(
                        attempt.id(),
                        attempt.connectionId(),
                        attempt.fromVersion(),
                        State.SENT,
                        attempt.sends() + 1,
                        now,
                        null));
    }

    /**
     * Says that the call is only now about to be made, after a wait; false when somebody else took the attempt over
     * meanwhile.
     */
    @Transactional(propagation = Propagation.SUPPORTS)
    public boolean holds(Attempt attempt) {
        return jdbc.sql(
                                "update oauth2_refreshes set sent_at = :now where id = :id and state = 'sent' and sends = :sends")
                        .param("now", Timestamp.from(now()))
                        .param("id", attempt.id())
                        .param("sends", attempt.sends())
                        .update()
                == 1;
    }

    /**
     * Commits the answer to exactly this call; false when the attempt no longer waits for it. What comes late, after
     * another process has asked once more, may have ended by that very question.
     */
    @Transactional(propagation = Propagation.SUPPORTS)
    public boolean answered(Attempt attempt, EncryptedField answer) {
        return jdbc.sql("update oauth2_refreshes set state = 'answered', encrypted_answer = "
                                + EncryptedText.parameter(kind, "answer")
                                + " where id = :id and state = 'sent' and sends = :sends")
                        .param("answer", EncryptedText.write(answer))
                        .param("id", attempt.id())
                        .param("sends", attempt.sends())
                        .update()
                == 1;
    }

    /** Ends the attempt with success; its answer lives on in the token row only. Part of the transaction that stores it. */
    @Transactional
    public boolean applied(Attempt attempt) {
        return finish(attempt, "applied", "answered");
    }

    /**
     * Ends the attempt without success, which frees the version for another one; false when another process has asked
     * once more meanwhile, or an answer has come.
     */
    @Transactional
    public boolean failed(Attempt attempt) {
        return finish(attempt, "failed", attempt.state() == State.ANSWERED ? "answered" : "sent");
    }

    /** Ends attempts whose version was replaced in another way, such as a new authorization; nobody needs their answer. */
    @Transactional
    public int endSuperseded() {
        return jdbc.sql("update oauth2_refreshes set state = 'failed', encrypted_answer = null, finished_at = :now"
                        + " where state in ('sent', 'answered') and exists (select 1 from oauth2_tokens t"
                        + " where t.connection_id = oauth2_refreshes.connection_id"
                        + " and t.token_version > oauth2_refreshes.from_version)")
                .param("now", Timestamp.from(now()))
                .update();
    }

    private boolean finish(Attempt attempt, String state, String from) {
        return jdbc.sql("update oauth2_refreshes set state = :state, encrypted_answer = null, finished_at = :now"
                                + " where id = :id and state = :from and sends = :sends")
                        .param("state", state)
                        .param("from", from)
                        .param("sends", attempt.sends())
                        .param("now", Timestamp.from(now()))
                        .param("id", attempt.id())
                        .update()
                == 1;
    }

    /** Attempts that are not finished and were begun before that time, the oldest first. */
    @Transactional(readOnly = true)
    public List<Attempt> unfinished(Instant sentBefore, int limit) {
        return jdbc.sql("select " + COLUMNS + " from oauth2_refreshes where state in ('sent', 'answered')"
                        + " and sent_at < :before order by sent_at, id limit :limit")
                .param("before", Timestamp.from(sentBefore))
                .param("limit", limit)
                .query(RefreshJournal::attempt)
                .list();
    }

    private static Attempt attempt(ResultSet row, int number) throws SQLException {
        return new Attempt(
                row.getString("id"),
                row.getString("connection_id"),
                row.getInt("from_version"),
                State.valueOf(row.getString("state").toUpperCase(java.util.Locale.ROOT)),
                row.getInt("sends"),
                row.getTimestamp("sent_at").toInstant(),
                EncryptedText.read(row.getString("encrypted_answer")));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
