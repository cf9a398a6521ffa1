package net.authproxy.core.oauth2;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import net.authproxy.core.connection.CommittedConnections;
import net.authproxy.core.connection.SealedConnection;
import net.authproxy.core.connector.definition.OAuth2;
import net.authproxy.core.connector.definition.RefreshRules;
import net.authproxy.core.credential.CredentialVault;
import net.authproxy.core.encryption.EncryptedField;
import net.authproxy.core.oauth2.RefreshJournal.Attempt;
import net.authproxy.core.oauth2.RefreshJournal.State;
import net.authproxy.core.oauth2.TokenEndpointException.Kind;
import net.authproxy.core.shared.secret.SecretString;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * The steps of one refresh, whoever asked for it (security D5): look, take the right to call in the journal, call, commit
 * the answer, apply it. What another process began is waited for, and finished when that process is gone.
 */
class RefreshRun {

    private static final Logger log = LoggerFactory.getLogger(RefreshRun.class);

    /** After so long beyond its time-out nobody works at an attempt any more. */
    static final Duration MARGIN = Duration.ofSeconds(5);

    /** Who holds an answer while the database is away gets this long after its return. */
    static final Duration SHORTEST_WATCH = Duration.ofSeconds(10);

    private static final Duration LONGEST_HOLD = Duration.ofMinutes(30);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
    private static final Duration PROMPT = Duration.ofSeconds(1);

    private final TokenStore tokens;
    private final RefreshJournal journal;
    private final TokenApplier applier;
    private final TokenSealer sealer;
    private final AnswerSpool spool;
    private final Timer unsafe;
    private final Parts parts;

    /** @param unsafe takes the time during which an answer is in this process alone */
    RefreshRun(
            TokenStore tokens,
            RefreshJournal journal,
            TokenApplier applier,
            TokenSealer sealer,
            AnswerSpool spool,
            Timer unsafe,
            Parts parts) {
        this.tokens = tokens;
        this.journal = journal;
        this.applier = applier;
        this.sealer = sealer;
        this.spool = spool;
        this.unsafe = unsafe;
        this.parts = parts;
    }

    /** Another process has taken this attempt over before the call was made. */
    private static final class TakenOver extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /** What a run asks besides the rows of tokens. */
    record Parts(
            CommittedConnections connections,
            CredentialVault vault,
            OAuth2Clients clients,
            TokenEndpointClient endpoint,
            RefreshBackoff backoff,
            Nudges nudges,
            Clock clock,
            Ticker ticker) {}

    /** Runs until there is an outcome. */
    RefreshOutcome run(String connectionId, int fromVersion) {
        long started = System.nanoTime();
        AttemptWatch watch = new AttemptWatch(parts.ticker());
        while (true) {
            Optional<StoredToken> present = tokens.current(connectionId);
            if (present.isEmpty()) {
                return new RefreshOutcome.NeedsReauth("no_token");
            }
            StoredToken token = present.get();
            RefreshOutcome known = known(token, fromVersion);
            if (known != null) {
                return known;
            }
            Optional<Attempt> mine = journal.begin(connectionId, token.version());
            RefreshOutcome outcome = mine.isPresent() ? send(token, mine.get()) : resume(token, watch);
            if (outcome != null) {
                return outcome;
            }
            if (System.nanoTime() - started > LONGEST_WAIT.toNanos()) {
                return new RefreshOutcome.Later("refresh_in_progress", Duration.ofSeconds(1));
            }
            parts.nudges().await(connectionId);
        }
    }

    private @Nullable RefreshOutcome known(StoredToken token, int fromVersion) {
        if (token.version() > fromVersion) {
            return new RefreshOutcome.Renewed(token);
        }
        RefreshFailure failure = token.failure();
        if (failure != null && failure.bars(parts.clock().instant())) {
            return failure.isPermanent()
                    ? new RefreshOutcome.NeedsReauth(failure.error())
                    : new RefreshOutcome.ClientRejected(failure.error());
        }
        return parts.backoff().pause(token.connectionId());
    }

    /** Goes on with what somebody else began; absent while they are at it. */
    private @Nullable RefreshOutcome resume(StoredToken token, AttemptWatch watch) {
        Optional<Attempt> found = journal.find(token.connectionId(), token.version());
        if (found.isEmpty() || found.get().state() == State.APPLIED) {
            return null;
        }
        Attempt attempt = found.get();
        if (attempt.state() == State.ANSWERED) {
            return finish(token, attempt);
        }
        return isAbandoned(token, watch.standsStill(attempt)) ? takeOver(token, attempt) : null;
    }

    private @Nullable RefreshOutcome finish(StoredToken token, Attempt attempt) {
        OAuth2Client client = client(token);
        RawAnswer raw = sealer.open(client.connection().namespace(), attempt);
        try {
            return apply(client, token, attempt, raw);
        } catch (MalformedAnswerException e) {
            // Read by other rules than when it came; it will not get better.
            return failed(
                    token,
                    attempt,
                    new TokenEndpointException(
                            Kind.PERMANENT, "refresh_answer_unreadable", "the stored answer cannot be read", null, e));
        }
    }

    private boolean isAbandoned(StoredToken token, Duration standsStill) {
        if (standsStill.compareTo(SHORTEST_WATCH) < 0) {
            return false;
        }
        Duration timeout = client(token).rules().token().refreshPolicy().timeout();
        return standsStill.compareTo(timeout.plus(MARGIN)) >= 0;
    }

    private @Nullable RefreshOutcome takeOver(StoredToken token, Attempt attempt) {
        log.warn("reason=refresh_taken_over connection={} sends={}", token.connectionId(), attempt.sends());
        return lost(
                token,
                attempt,
                new TokenEndpointException(
                        Kind.LOST_ANSWER, "refresh_abandoned", "the process that refreshed is gone", null, null));
    }

    private OAuth2Client client(StoredToken token) {
        SealedConnection sealed = parts.connections()
                .find(token.connectionId())
                .orElseThrow(() -> OAuth2Client.unusable("the connection is gone", null));
        return parts.clients().of(sealed.connection(), parts.vault().openConfiguration(sealed));
    }

    private @Nullable RefreshOutcome send(StoredToken token, Attempt attempt) {
        long taken = System.nanoTime();
        OAuth2Client client;
        TokenGrant grant;
        try {
            client = client(token);
            grant = grant(client, token);
        } catch (TokenEndpointException e) {
            return failed(token, attempt, e);
        }
        TokenEndpointClient.Exchanged exchanged;
        try {
            exchanged = parts.endpoint().send(client, grant, () -> confirm(attempt, taken));
            requireSuccessor(client, grant, exchanged.answer());
        } catch (TakenOver e) {
            return fenced(token);
        } catch (TokenEndpointException e) {
            boolean lost = e.kind() == Kind.LOST_ANSWER && grant instanceof TokenGrant.Refresh;
            return lost ? lost(token, attempt, e) : failed(token, attempt, e);
        }
        return keep(client, token, attempt, exchanged);
    }

    /** Whoever had to wait before the call may have been taken for dead, and must not ask as well. */
    private void confirm(Attempt attempt, long taken) {
        if (System.nanoTime() - taken > PROMPT.toNanos() && !journal.holds(attempt)) {
            throw new TakenOver();
        }
    }

    private static @Nullable RefreshOutcome fenced(StoredToken token) {
        log.warn("reason=refresh_fenced connection={} from_version={}", token.connectionId(), token.version());
        return null;
    }

    private TokenGrant grant(OAuth2Client client, StoredToken token) {
        return switch (client.rules().grant()) {
            case CLIENT_CREDENTIALS -> new TokenGrant.ClientCredentials();
            case JWT_BEARER -> new TokenGrant.JwtBearer();
            case AUTHORIZATION_CODE -> {
                SecretString refresh = sealer.refreshToken(client.connection().namespace(), token);
                if (refresh == null) {
                    throw new TokenEndpointException(
                            Kind.PERMANENT, "no_refresh_token", "the provider gave no refresh token", null, null);
                }
                yield new TokenGrant.Refresh(refresh);
            }
        };
    }

    private static void requireSuccessor(OAuth2Client client, TokenGrant grant, TokenAnswer answer) {
        boolean always = client.rules().refresh().rotation() == RefreshRules.Rotation.ALWAYS;
        if (always && grant instanceof TokenGrant.Refresh && answer.refreshToken() == null) {
            throw new TokenEndpointException(
                    Kind.LOST_ANSWER, "no_successor", "the provider gave no new refresh token", null, null);
        }
    }

    /** The provider may have replaced the refresh token and we do not have the new one: ask once more, then say so. */
    private @Nullable RefreshOutcome lost(StoredToken token, Attempt attempt, TokenEndpointException failure) {
        if (attempt.sends() == 1) {
            Optional<Attempt> again = journal.resend(attempt);
            return again.isPresent() ? send(token, again.get()) : fenced(token);
        }
        OAuth2 rules = client(token).rules();
        boolean mayBeGone = rules.grant() == OAuth2.Grant.AUTHORIZATION_CODE
                && rules.refresh().rotation() != RefreshRules.Rotation.NEVER
                && token.rotates();
        return failed(
                token,
                attempt,
                mayBeGone
                        ? new TokenEndpointException(
                                Kind.PERMANENT, "refresh_answer_lost", failure.text(), null, failure)
                        : failure);
    }

    private @Nullable RefreshOutcome keep(
            OAuth2Client client, StoredToken token, Attempt attempt, TokenEndpointClient.Exchanged exchanged) {
        long received = System.nanoTime();
        EncryptedField sealed = sealer.seal(client.connection().namespace(), attempt, exchanged.raw());
        boolean committed;
        try (LateSpool late = LateSpool.of(spool, attempt, sealed)) {
            committed = holding(token.connectionId(), () -> journal.answered(attempt, sealed));
            late.settled();
        }
        unsafe.record(System.nanoTime() - received, TimeUnit.NANOSECONDS);
        if (!committed) {
            return fenced(token);
        }
        Attempt answered = new Attempt(
                attempt.id(),
                attempt.connectionId(),
                attempt.fromVersion(),
                State.ANSWERED,
                attempt.sends(),
                attempt.sentAt(),
                sealed);
        return holding(token.connectionId(), () -> apply(client, token, answered, exchanged.raw()));
    }

    private @Nullable RefreshOutcome apply(OAuth2Client client, StoredToken token, Attempt attempt, RawAnswer raw) {
        Optional<StoredToken> next = applier.apply(client, token, attempt, raw.read(client.rules()));
        parts.backoff().succeeded(token.connectionId());
        parts.nudges().wake(token.connectionId());
        return next.map(RefreshOutcome.Renewed::new).orElse(null);
    }

    /** What the provider gives only once is held while the database is away, and tried again until it is stored. */
    private <T> T holding(String connectionId, Supplier<T> write) {
        long started = System.nanoTime();
        for (int tries = 0; ; tries++) {
            try {
                return write.get();
            } catch (DataAccessException | TransactionException e) {
                if (tries == 0) {
                    log.error("reason=token_held_database_away connection={}", connectionId, e);
                }
                if (System.nanoTime() - started > LONGEST_HOLD.toNanos()) {
                    throw e;
                }
                parts.nudges().pause(Duration.ofMillis(Math.min(2_000, 100L << Math.min(tries, 5))));
            }
        }
    }

    private @Nullable RefreshOutcome failed(StoredToken token, Attempt attempt, TokenEndpointException failure) {
        Instant now = parts.clock().instant();
        RefreshFailure noted = switch (failure.kind()) {
            case PERMANENT -> TokenApplier.counted(token, RefreshFailure.Kind.PERMANENT, failure.error(), now);
            case CLIENT_REJECTED ->
                TokenApplier.counted(token, RefreshFailure.Kind.CLIENT_REJECTED, failure.error(), now);
            case OTHER -> TokenApplier.counted(token, RefreshFailure.Kind.OTHER, failure.error(), now);
            case TRANSIENT, LOST_ANSWER -> null;
        };
        if (!applier.fail(attempt, token, noted)) {
            return fenced(token);
        }
        log.info(
                "reason=refresh_failed connection={} kind={} error={}",
                token.connectionId(),
                failure.kind(),
                failure.error());
        if (noted != null && noted.isPermanent()) {
            return new RefreshOutcome.NeedsReauth(failure.error());
        }
        return noted != null && noted.kind() == RefreshFailure.Kind.CLIENT_REJECTED
                ? new RefreshOutcome.ClientRejected(failure.error())
                : parts.backoff().failed(token.connectionId(), failure);
    }
}
