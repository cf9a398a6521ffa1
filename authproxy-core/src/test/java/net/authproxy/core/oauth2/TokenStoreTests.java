package net.authproxy.core.oauth2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A pair of tokens is replaced by whoever started from it, and by nobody else (security D4). */
class TokenStoreTests {

    @ParameterizedTest
    @EnumSource
    @Tag("O4")
    void whoComesLateChangesNothing(DatabaseKind kind) {
        try (RefreshStage stage = new RefreshStage(kind)) {
            StoredToken first = stage.authorized("a");
            assertThat(stage.tokens.store(stage.next("b", first), first)).isTrue();

            assertThat(stage.tokens.store(stage.next("late", first), first)).isFalse();

            assertThat(stage.present()).isEqualTo("2 at-b rt-b");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("O3")
    void oneOfManyWritersWins(DatabaseKind kind) throws Exception {
        try (RefreshStage stage = new RefreshStage(kind)) {
            StoredToken from = stage.authorized("a");
            for (int round = 0; round < 5; round++) {
                StoredToken start = from;

                int winners = RefreshStage.winners(6, () -> stage.tokens.store(stage.next("b", start), start));

                assertThat(winners).isEqualTo(1);
                from = stage.tokens.current(stage.connection).orElseThrow();
                assertThat(from.version()).isEqualTo(start.version() + 1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasReplacedIsWiped(DatabaseKind kind) {
        try (RefreshStage stage = new RefreshStage(kind)) {
            StoredToken first = stage.authorized("a");
            stage.tokens.store(stage.next("b", first), first);

            var row = stage.at
                    .get(JdbcClient.class)
                    .sql("select encrypted_access_token, encrypted_refresh_token, deleted_at from oauth2_tokens"
                            + " where id = :id")
                    .param("id", first.id())
                    .query()
                    .singleRow();

            assertThat(row.get("encrypted_access_token")).isNull();
            assertThat(row.get("encrypted_refresh_token")).isNull();
            assertThat(row.get("deleted_at")).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFailureIsNotedWithThePresentPairOnly(DatabaseKind kind) {
        try (RefreshStage stage = new RefreshStage(kind)) {
            StoredToken first = stage.authorized("a");
            stage.tokens.store(stage.next("b", first), first);
            StoredToken second = stage.tokens.current(stage.connection).orElseThrow();
            Instant now = stage.at.core().clock().instant();
            RefreshFailure failure = new RefreshFailure(RefreshFailure.Kind.PERMANENT, "invalid_grant", now, 1, now);

            assertThat(stage.tokens.fail(first, failure)).isFalse();
            assertThat(stage.tokens.current(stage.connection).orElseThrow().failure())
                    .isNull();
            assertThat(stage.tokens.fail(second, failure)).isTrue();
            assertThat(stage.tokens.current(stage.connection).orElseThrow().failure())
                    .isEqualTo(failure);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNewAuthorizationReplacesWhatARefreshStoresInThisMoment(DatabaseKind kind) throws Exception {
        try (RefreshStage stage = new RefreshStage(kind)) {
            StoredToken first = stage.authorized("a");
            TransactionTemplate transaction = stage.at.get(TransactionTemplate.class);
            NewToken refreshed = stage.next("b", first);
            CountDownLatch written = new CountDownLatch(1);
            CountDownLatch mayCommit = new CountDownLatch(1);
            CompletableFuture<Void> refresh = CompletableFuture.runAsync(() -> transaction.executeWithoutResult(s -> {
                stage.tokens.store(refreshed, first);
                written.countDown();
                awaitQuietly(mayCommit);
            }));
            written.await();
            AtomicReference<StoredToken> authorized = new AtomicReference<>();
            Thread authorization = Thread.ofPlatform().start(() -> authorized.set(stage.authorized("c")));
            await().until(() -> isHeldUp(stage, kind, authorization));

            mayCommit.countDown();
            refresh.join();
            authorization.join();

            assertThat(authorized.get()).isNotNull();
            assertThat(stage.present()).isEqualTo("3 at-c rt-c");
        }
    }

    private static boolean isHeldUp(RefreshStage stage, DatabaseKind kind, Thread thread) {
        if (kind == DatabaseKind.SQLITE) {
            return thread.getState() == Thread.State.TIMED_WAITING;
        }
        return stage.at
                        .get(JdbcClient.class)
                        .sql("select count(*) from pg_locks where not granted")
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
