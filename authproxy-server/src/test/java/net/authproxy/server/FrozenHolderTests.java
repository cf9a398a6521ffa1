package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import net.authproxy.demo.oauth2.Fault;
import net.authproxy.demo.oauth2.Moment;
import net.authproxy.demo.oauth2.OAuth2Provider;
import net.authproxy.demo.oauth2.Reuse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A process stands still for so long that another one renews the token in its place; when it goes on, the newer token stays
 * (goal O4). The provider answers the old refresh token once more, as providers with a grace period do: with strict ones
 * there would be nothing left to protect.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("O4")
@Tag(LongRuns.TAG)
class FrozenHolderTests {

    private static final Duration DUE = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofMinutes(30);
    private static final int AT_ONCE = LongRuns.rounds(8, 20);
    private static final int ROUNDS = LongRuns.rounds(1, 5);
    private static final String ROLE = "holder_" + Long.toString(System.nanoTime(), 36);

    @RegisterExtension
    static final ProcessStage STAGE = new ProcessStage();

    private ServerInstance holder;
    private ServerInstance other;

    @BeforeAll
    void start() {
        provider().behave(behaviour -> behaviour.withReuse(new Reuse.Grace(Duration.ofMinutes(10))));
        STAGE.execute("create role " + ROLE + " superuser login password 'postgres'");
        other = STAGE.start("other", Service.API, Service.PUBLIC);
        holder = STAGE.start(
                "holder",
                yaml -> yaml.replace("user: 'postgres'", "user: '" + ROLE + "'"),
                Service.API,
                Service.PUBLIC);
    }

    @AfterAll
    void dropRole() {
        holder.kill();
        STAGE.execute("drop role " + ROLE);
    }

    private static OAuth2Provider provider() {
        return STAGE.provider();
    }

    private String[] connections(int count) {
        provider().behave(behaviour -> behaviour.withAccessTokenLife(DUE));
        String[] ids = new String[count];
        for (int i = 0; i < count; i++) {
            ids[i] = STAGE.connect(other, other);
        }
        provider().behave(behaviour -> behaviour.withAccessTokenLife(LONG));
        provider().traffic().clear();
        return ids;
    }

    /**
     * Begins a refresh of each connection in that process, and waits until the provider has changed all tokens and holds its
     * answers; nobody waits for the outcome.
     */
    private static void beginHeld(ServerInstance process, String[] ids) {
        provider().faults().nextGrant(ids.length, "refresh_token", new Fault.Hold(Moment.AFTER_CHANGE));
        for (String id : ids) {
            var unused = CompletableFuture.runAsync(() -> STAGE.call(process, id));
        }
        Await.until(ProcessStage.SOON, () -> provider().faults().held(), held -> held == ids.length);
    }

    private void othersRenew(String[] ids) {
        for (String id : ids) {
            // Answered with the old token while that one lives and the refresh takes longer than a caller has patience.
            var unused = CompletableFuture.runAsync(() -> STAGE.call(other, id));
        }
        for (String id : ids) {
            Await.until(ProcessStage.SOON, () -> STAGE.version(id), version -> version == 2);
        }
    }

    private static String[] stored(String[] ids) {
        return Arrays.stream(ids).map(FrozenHolderTests::stored).toArray(String[]::new);
    }

    private static String stored(String id) {
        return STAGE.jdbc()
                .sql("select id from oauth2_tokens where connection_id = :id and deleted_at is null")
                .param("id", id)
                .query(String.class)
                .single();
    }

    private void assertFenced(String[] ids, String[] before, int from) {
        for (int i = 0; i < ids.length; i++) {
            String id = ids[i];
            Await.until(
                    ProcessStage.SOON,
                    () -> holder.log().substring(from),
                    log -> log.contains("reason=refresh_fenced connection=" + id));
            assertThat(stored(id)).as("the newer token stays").isEqualTo(before[i]);
            STAGE.call(holder, id).expect(200);
            STAGE.call(other, id).expect(200);
            assertThat(STAGE.read(other, id).path("health").asString("")).isNotEqualTo("unhealthy");
        }
    }

    /** Cut off from the database, the holder has its answer and cannot commit it until another one has taken its place. */
    @Test
    void aLateWriteIsFenced() {
        for (int round = 0; round < ROUNDS; round++) {
            String[] ids = connections(AT_ONCE);
            int from = holder.log().length();
            beginHeld(holder, ids);
            cutOff(true);
            provider().faults().release();
            Await.until(ProcessStage.SOON, () -> STAGE.spooled("holder"), spooled -> spooled == AT_ONCE);

            othersRenew(ids);
            String[] before = stored(ids);
            cutOff(false);

            assertFenced(ids, before, from);
            assertThat(STAGE.spooled("holder")).isZero();
        }
    }

    private static void cutOff(boolean on) {
        STAGE.execute("alter role " + ROLE + (on ? " nologin" : " login"));
        if (on) {
            STAGE.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = '" + ROLE + "'");
        }
    }

    /** The provider holds the first call until the process stands still; the other process has tokens before it goes on. */
    @Test
    void whoStoodStillIsFenced() {
        for (int round = 0; round < ROUNDS; round++) {
            String[] ids = connections(AT_ONCE);
            int from = holder.log().length();
            beginHeld(holder, ids);
            holder.freeze();
            provider().faults().release();

            othersRenew(ids);
            String[] before = stored(ids);
            holder.thaw();

            assertFenced(ids, before, from);
            assertThat(provider().traffic().tokenRequests("refresh_token"))
                    .as("one call each and one in place of it")
                    .isEqualTo(2 * AT_ONCE);
        }
    }

    /** Both have called: the first process goes on while the call of the second one is still under way. */
    @Test
    void anAnswerToTheFirstCallIsFencedWhileASecondOneIsUnderWay() {
        for (int round = 0; round < ROUNDS; round++) {
            String[] ids = connections(AT_ONCE);
            int from = holder.log().length();
            beginHeld(holder, ids);
            holder.freeze();
            provider().faults().release();
            // The answers lie in the frozen process's sockets. Now the second calls, held as well.
            beginHeld(other, ids);

            holder.thaw();
            for (String id : ids) {
                Await.until(
                        ProcessStage.SOON,
                        () -> holder.log().substring(from),
                        log -> log.contains("reason=refresh_fenced connection=" + id));
                assertThat(STAGE.version(id)).as("nothing is stored yet").isEqualTo(1);
            }
            provider().faults().release();

            for (String id : ids) {
                Await.until(ProcessStage.SOON, () -> STAGE.version(id), version -> version == 2);
                STAGE.call(other, id).expect(200);
                STAGE.call(holder, id).expect(200);
            }
        }
    }
}
