package net.authproxy.core.oauth2;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The tokens of connections. Every write is a compare-and-set on the version it starts from: whoever comes late changes
 * nothing and is told so (security D4). A pair that was replaced is wiped in the same transaction.
 */
class TokenStore {

    private static final String COLUMNS = "id, connection_id, token_version, encrypted_access_token,"
            + " encrypted_refresh_token, access_token_expires_at, scopes, rotates, refresh_failure, refresh_error,"
            + " refresh_failed_at, refresh_failures, refresh_failing_since, created_at";

    private static final int TRIES = 5;

    private final JdbcClient jdbc;
    private final DatabaseKind kind;
    private final Clock clock;

    TokenStore(JdbcClient jdbc, DatabaseKind kind, Clock clock) {
        this.jdbc = jdbc;
        this.kind = kind;
        this.clock = clock;
    }

    /** The connection's present tokens; empty when it has none. */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public Optional<StoredToken> current(String connectionId) {
        return jdbc.sql("select " + COLUMNS + " from oauth2_tokens where connection_id = :id and deleted_at is null")
                .param("id", connectionId)
                .query(TokenStore::token)
                .optional();
    }

    /**
     * Stores the pair as the one after {@code from}.
     *
     * @param from the pair it replaces; absent: whatever is there, as after a new authorization
     * @return false when {@code from} is no longer the present pair: then nothing was changed
     */
    @Transactional
    public boolean store(NewToken token, @Nullable StoredToken from) {
        if (from != null) {
            return retire(from.connectionId(), from.version(), now()) == 1 && insertAfter(token, from);
        }
        for (int tries = 0; tries < TRIES; tries++) {
            StoredToken replaced = current(token.connectionId()).orElse(null);
            // A refresh that commits in this very moment leaves a newer pair behind: that one is replaced then.
            boolean free = replaced == null || retire(token.connectionId(), replaced.version(), now()) == 1;
            if (free && insertAfter(token, replaced)) {
                return true;
            }
        }
        return false;
    }

    private boolean insertAfter(NewToken token, @Nullable StoredToken replaced) {
        return insert(token, lastVersion(token.connectionId()) + 1, replaced, now()) == 1;
    }

    private int retire(String connectionId, int version, Instant now) {
        return jdbc.sql("update oauth2_tokens set deleted_at = :now, encrypted_access_token = null,"
                        + " encrypted_refresh_token = null, refreshed_from_id = null"
                        + " where connection_id = :id and token_version = :version and deleted_at is null")
                .param("now", Timestamp.from(now))
                .param("id", connectionId)
                .param("version", version)
                .update();
    }

    private int lastVersion(String connectionId) {
        return jdbc.sql("select coalesce(max(token_version), 0) from oauth2_tokens where connection_id = :id")
                .param("id", connectionId)
                .query(Integer.class)
                .single();
    }

    private int insert(NewToken token, int version, @Nullable StoredToken from, Instant now) {
        return jdbc.sql("insert into oauth2_tokens (id, connection_id, token_version, refreshed_from_id,"
                        + " encrypted_access_token, encrypted_refresh_token, access_token_expires_at, refresh_due_at,"
                        + " scopes, rotates, refresh_failures, created_at, encrypted_at) values (:id, :connection,"
                        + " :version, :from, " + EncryptedText.parameter(kind, "access") + ", "
                        + EncryptedText.parameter(kind, "refresh")
                        + ", :expires, :due, :scopes, :rotates, 0, :now, :now) on conflict do nothing")
                .param("id", token.id())
                .param("connection", token.connectionId())
                .param("version", version)
                .param("from", from == null ? null : from.id())
                .param("access", EncryptedText.write(token.accessToken()))
                .param("refresh", EncryptedText.write(token.refreshToken()))
                .param("expires", timestamp(token.expiresAt()))
                .param("due", timestamp(token.refreshDueAt()))
                .param("scopes", token.scopes())
                .param("rotates", token.rotates())
                .param("now", Timestamp.from(now))
                .update();
    }

    /** Notes why these very tokens could not be renewed; false when they are no longer the present ones. */
    @Transactional
    public boolean fail(StoredToken token, RefreshFailure failure) {
        return jdbc.sql("update oauth2_tokens set refresh_failure = :kind, refresh_error = :error,"
                                + " refresh_failed_at = :at, refresh_failures = :count, refresh_failing_since = :since,"
                                + " refresh_due_at = :due where id = :id and deleted_at is null")
                        .param("kind", failure.kind().text())
                        .param("error", failure.error())
                        .param("at", Timestamp.from(failure.at()))
                        .param("count", failure.count())
                        .param("since", Timestamp.from(failure.since()))
                        .param(
                                "due",
                                failure.isPermanent()
                                        ? null
                                        : Timestamp.from(failure.at().plus(RefreshFailure.CLIENT_RETRY)))
                        .param("id", token.id())
                        .update()
                == 1;
    }

    /** Overwrites all tokens of the connection with nothing. */
    @Transactional
    public void wipe(String connectionId) {
        jdbc.sql("update oauth2_tokens set encrypted_access_token = null, encrypted_refresh_token = null,"
                        + " deleted_at = coalesce(deleted_at, :now) where connection_id = :id")
                .param("now", Timestamp.from(now()))
                .param("id", connectionId)
                .update();
        jdbc.sql("update oauth2_refreshes set encrypted_answer = null, state = 'failed', finished_at = :now"
                        + " where connection_id = :id and state in ('sent', 'answered')")
                .param("now", Timestamp.from(now()))
                .param("id", connectionId)
                .update();
    }

    /** Tokens to be renewed in the background by now, those with the earliest end first. */
    @Transactional(readOnly = true)
    public List<DueToken> due(Instant at, int limit) {
        return jdbc.sql("select t.id, t.connection_id, t.token_version, t.refresh_due_at,"
                        + " t.access_token_expires_at from oauth2_tokens t"
                        + " join connections c on c.id = t.connection_id"
                        + " where t.deleted_at is null and t.refresh_due_at <= :at and t.access_token_expires_at is not null and c.deleted_at is null"
                        + " and c.state in ('ready', 'created') order by t.refresh_due_at, t.id limit :limit")
                .param("at", Timestamp.from(at))
                .param("limit", limit)
                .query((row, number) -> new DueToken(
                        row.getString(1),
                        row.getString(2),
                        row.getInt(3),
                        row.getTimestamp(4).toInstant(),
                        row.getTimestamp(5).toInstant()))
                .list();
    }

    /** Puts off the next renewal of these very tokens, so that one search does not find what another one has queued. */
    @Transactional
    public boolean postpone(DueToken token, Instant before, Instant until) {
        return jdbc.sql("update oauth2_tokens set refresh_due_at = :until where id = :id and deleted_at is null"
                                + " and refresh_due_at <= :before")
                        .param("until", Timestamp.from(until))
                        .param("before", Timestamp.from(before))
                        .param("id", token.id())
                        .update()
                == 1;
    }

    private static StoredToken token(ResultSet row, int number) throws SQLException {
        return new StoredToken(
                row.getString("id"),
                row.getString("connection_id"),
                row.getInt("token_version"),
                Objects.requireNonNull(EncryptedText.read(row.getString("encrypted_access_token"))),
                EncryptedText.read(row.getString("encrypted_refresh_token")),
                instant(row, "access_token_expires_at"),
                row.getString("scopes"),
                row.getBoolean("rotates"),
                failure(row),
                Objects.requireNonNull(instant(row, "created_at")));
    }

    private static @Nullable RefreshFailure failure(ResultSet row) throws SQLException {
        String failed = row.getString("refresh_failure");
        Instant at = instant(row, "refresh_failed_at");
        Instant since = instant(row, "refresh_failing_since");
        return failed == null || at == null || since == null
                ? null
                : new RefreshFailure(
                        RefreshFailure.Kind.of(failed),
                        row.getString("refresh_error"),
                        at,
                        row.getInt("refresh_failures"),
                        since);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant.truncatedTo(ChronoUnit.MILLIS));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
