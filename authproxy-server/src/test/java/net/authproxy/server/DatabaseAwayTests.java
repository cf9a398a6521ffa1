package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import net.authproxy.demo.oauth2.Fault;
import net.authproxy.demo.oauth2.GrantView;
import net.authproxy.demo.oauth2.Moment;
import net.authproxy.demo.oauth2.OAuth2Provider;
import net.authproxy.testsupport.MortalPostgres;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * PostgreSQL is killed while a provider makes new tokens, and comes back later (goal O7). The provider is strict: a second
 * refresh with the old token would end the grant.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("O7")
@Tag(LongRuns.TAG)
class DatabaseAwayTests {

    private static final Duration DUE = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofMinutes(30);
    private static final Duration AWAY = Duration.ofSeconds(LongRuns.rounds(3, 10));
    private static final Duration RECOVERY = Duration.ofSeconds(60);

    private static final MortalPostgres DATABASE = new MortalPostgres();

    @RegisterExtension
    static final ProcessStage STAGE = new ProcessStage().on(DATABASE);

    private ServerInstance first;
    private ServerInstance second;

    @BeforeAll
    void start() {
        first = STAGE.start("first", Service.API, Service.PUBLIC);
        second = STAGE.start("second", Service.API, Service.WORKER);
    }

    private static OAuth2Provider provider() {
        return STAGE.provider();
    }

    private String connection() {
        provider().behave(behaviour -> behaviour.withAccessTokenLife(DUE));
        String id = STAGE.connect(first, first);
        provider().behave(behaviour -> behaviour.withAccessTokenLife(LONG));
        provider().traffic().clear();
        return id;
    }

    /** The provider has changed the tokens, and stands still before it says so. */
    private static void untilHeld() {
        Await.until(ProcessStage.SOON, () -> provider().faults().held(), held -> held == 1);
    }

    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        Await.until(time.plusSeconds(1), System::nanoTime, now -> now - end >= 0);
    }

    private static void assertStored(String id) {
        Await.until(RECOVERY, () -> STAGE.version(id), version -> version == 2);
        assertThat(provider().traffic().tokenRequests("refresh_token"))
                .as("refreshes at the provider")
                .isEqualTo(1);
        GrantView grant = provider().grants().getLast();
        assertThat(grant.ended()).isNull();
        assertThat(grant.refreshes()).isEqualTo(1);
        Await.until(ProcessStage.SOON, () -> STAGE.spooled("first") + STAGE.spooled("second"), spooled -> spooled == 0);
    }

    private void assertWorks(String id) {
        for (ServerInstance process : new ServerInstance[] {first, second}) {
            Await.until(RECOVERY, () -> STAGE.call(process, id), answer -> answer.status() == 200);
        }
        assertThat(provider().traffic().tokenRequests("refresh_token")).isEqualTo(1);
    }

    @Test
    void anAnswerThatComesWhileTheDatabaseIsAwayIsStoredAfterItsReturn() {
        for (int round = 0; round < LongRuns.rounds(2, 50); round++) {
            String id = connection();
            provider().faults().nextGrant(1, "refresh_token", new Fault.Hold(Moment.AFTER_CHANGE));
            // Both want the token: one calls the provider, the other waits for it and must not lose patience.
            var unused = CompletableFuture.runAsync(() -> STAGE.call(first, id));
            var alsoUnused = CompletableFuture.runAsync(() -> STAGE.call(second, id));
            untilHeld();

            DATABASE.kill();
            provider().faults().release();
            Await.until(
                    ProcessStage.SOON, () -> STAGE.spooled("first") + STAGE.spooled("second"), spooled -> spooled == 1);
            pass(AWAY);
            DATABASE.restart();

            assertStored(id);
            assertWorks(id);
        }
    }

    @Test
    void aProcessThatIsKilledWithAnAnswerFindsItInItsSpool() {
        for (int round = 0; round < LongRuns.rounds(1, 10); round++) {
            String id = connection();
            // Nobody else is to finish what the first process has begun.
            second.freeze();
            provider().faults().nextGrant(1, "refresh_token", new Fault.Hold(Moment.AFTER_CHANGE));
            var unused = CompletableFuture.runAsync(() -> STAGE.call(first, id));
            untilHeld();
            DATABASE.kill();
            provider().faults().release();
            Await.until(ProcessStage.SOON, () -> STAGE.spooled("first"), spooled -> spooled == 1);

            first.kill();
            DATABASE.restart();
            first = STAGE.start("first", Service.API, Service.PUBLIC);

            assertStored(id);
            second.thaw();
            assertWorks(id);
        }
    }
}
