package net.authproxy.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.authorization.PermissionSet;
import net.authproxy.core.encryption.EncryptionService;
import net.authproxy.core.encryption.GlobalKeyMaterial;
import net.authproxy.core.fixture.CoreContext;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Trimming the chain at its beginning, and going on where a sealer was killed (contract 10.5). */
class AuditTrimTests {

    @Nested
    class OnSqlite extends Cases {
        OnSqlite() {
            super(DatabaseKind.SQLITE);
        }
    }

    @Nested
    class OnPostgres extends Cases {
        OnPostgres() {
            super(DatabaseKind.POSTGRES);
        }
    }

    abstract static class Cases {

        private static final Duration DAY = Duration.ofDays(1);
        private static final ActorPrincipal AUDITOR = new ActorPrincipal(
                "act_auditor",
                "auditor",
                NamespacePath.ROOT,
                PermissionSet.of(List.of(Permission.everything()), "auditor", Map.of()),
                null,
                null);

        private final CoreContext core;
        private final JdbcClient jdbc;

        Cases(DatabaseKind kind) {
            this.core = CoreContext.open(kind);
            this.jdbc = core.get(JdbcClient.class);
            core.pass(Duration.ofMillis(1));
        }

        @AfterEach
        void close() {
            core.close();
        }

        private void write(int rows) {
            for (int i = 0; i < rows; i++) {
                AuditEvent event = AuditEvent.of(AuditAction.ACTOR_UPDATE, NamespacePath.ROOT, "act_" + i);
                core.get(TransactionTemplate.class)
                        .executeWithoutResult(
                                status -> core.get(AuditTrail.class).record(AUDITOR, event));
                core.pass(Duration.ofMillis(1));
            }
            while (core.get(AuditSealer.class).seal() > 0) {
                core.pass(Duration.ofMillis(1));
            }
        }

        /** Old rows, then {@code young} ones that are at most an hour old; the number of the last old one. */
        private long oldAndYoung(int young) {
            write(8);
            long old = newest();
            core.pass(DAY.plusHours(1));
            write(young);
            return old;
        }

        private long newest() {
            return jdbc.sql("select max(seq) from audit_log").query(Long.class).single();
        }

        private long oldest() {
            return jdbc.sql("select min(seq) from audit_log").query(Long.class).single();
        }

        private ChainVerdict verify() {
            return core.get(AuditService.class).verify(AUDITOR, null, null);
        }

        private long trim() {
            return core.get(AuditTrimmer.class).trim(DAY);
        }

        @Test
        void removesOldRowsAndChecksFromTheCheckpointOn() {
            long old = oldAndYoung(3);

            assertThat(core.get(AuditTrimmer.class).trim(Duration.ZERO)).isZero();
            assertThat(trim()).isEqualTo(old);
            assertThat(trim()).isZero();

            assertThat(oldest()).isEqualTo(old + 1);
            assertThat(verify()).isEqualTo(ChainVerdict.sound(3));
            Checkpoint checkpoint =
                    core.get(AuditService.class).checkpoint(AUDITOR).orElseThrow();
            assertThat(checkpoint.seq()).isEqualTo(old);
            assertThat(checkpoint.key()).startsWith("ssh-ed25519 ");
            AuditService service = core.get(AuditService.class);
            assertThat(service.verify(AUDITOR, 1L, old)).as("all of it trimmed").isEqualTo(ChainVerdict.sound(0));
            assertThat(service.verify(AUDITOR, old + 2, null)).isEqualTo(ChainVerdict.sound(2));

            write(2);
            assertThat(jdbc.sql("select details from audit_log where action = 'audit.trim'")
                            .query(String.class)
                            .single())
                    .contains("\"" + old + "\"");
            assertThat(verify()).isEqualTo(ChainVerdict.sound(6));
        }

        @Test
        void keepsTheNewestRowAndTrimsInBatches() {
            write(2_100);
            long last = newest();
            core.pass(DAY.plusHours(1));

            assertThat(trim()).isEqualTo(last - 1);
            assertThat(oldest()).isEqualTo(last);
            assertThat(verify()).isEqualTo(ChainVerdict.sound(1));
        }

        @Test
        void findsAForgedCheckpointAndTrimsNoFurther() {
            long old = oldAndYoung(6);
            trim();
            String honest = jdbc.sql("select sealed_head from audit_chain where name = 'checkpoint'")
                    .query(String.class)
                    .single();

            jdbc.sql("delete from audit_log where seq <= " + (old + 2)).update();
            assertThat(verify()).as("more rows gone").isEqualTo(ChainVerdict.broken(0, old + 1));
            jdbc.sql("update audit_chain set seq = " + (old + 2) + " where name = 'checkpoint'")
                    .update();
            assertThat(verify()).as("moved").isEqualTo(ChainVerdict.broken(0, old + 2));
            forge(CoreContext.key(9), old + 2);
            assertThat(verify()).as("signed with another key").isEqualTo(ChainVerdict.broken(0, old + 2));
            assertThat(core.get(AuditService.class).checkpoint(AUDITOR)).isEmpty();
            core.pass(DAY.plusHours(1));
            assertThatThrownBy(this::trim).isInstanceOf(BrokenChainException.class);
            jdbc.sql("delete from audit_chain where name = 'checkpoint'").update();
            assertThat(verify()).as("as if nothing had been trimmed").isEqualTo(ChainVerdict.broken(0, 1));
            assertThat(honest).contains("jws");
        }

        /** As somebody would who owns the database, but not the key. */
        private void forge(GlobalKeyMaterial.Material foreign, long seq) {
            String hash = jdbc.sql("select prev_hash from audit_log where seq = " + (seq + 1))
                    .query(String.class)
                    .single();
            DatabaseKind kind = core.database().kind();
            try (CoreContext elsewhere = new CoreContext.Setup()
                    .keys(new GlobalKeyMaterial(foreign, List.of()))
                    .open(DatabaseKind.SQLITE)) {
                String jws = elsewhere
                        .get(CheckpointSigner.class)
                        .sign(Map.of(
                                "seq",
                                seq,
                                "hash",
                                hash,
                                "iat",
                                core.clock().instant().getEpochSecond()));
                String value = kind == DatabaseKind.POSTGRES ? "cast(:json as jsonb)" : ":json";
                jdbc.sql("update audit_chain set sealed_head = " + value + " where name = 'checkpoint'")
                        .param("json", "{\"jws\":\"" + jws + "\"}")
                        .update();
            }
        }

        @Test
        void removesNothingThatWasTamperedWith() {
            long old = oldAndYoung(2);
            jdbc.sql("update audit_log set outcome = 'x' where seq = " + (old - 1))
                    .update();

            assertThatThrownBy(this::trim).isInstanceOf(BrokenChainException.class);

            assertThat(oldest()).isEqualTo(1);
            assertThat(verify()).isEqualTo(ChainVerdict.broken(old - 2, old - 1));
        }

        @Test
        void signsTheCheckpointAnewWhenTheRootKeyWasReplaced() {
            oldAndYoung(2);
            trim();
            String before = core.get(AuditService.class)
                    .checkpoint(AUDITOR)
                    .orElseThrow()
                    .key();
            GlobalKeyMaterial rotated = new GlobalKeyMaterial(CoreContext.key(2), List.of(CoreContext.key(1)));
            try (CoreContext next = new CoreContext.Setup().keys(rotated).beside(core)) {
                next.get(EncryptionService.class).synchronizeKeys();
                AuditService service = next.get(AuditService.class);
                assertThat(service.checkpoint(AUDITOR).orElseThrow().key()).isEqualTo(before);

                next.get(AuditTrimmer.class).trim(DAY);

                assertThat(service.checkpoint(AUDITOR).orElseThrow().key()).isNotEqualTo(before);
                assertThat(service.verify(AUDITOR, null, null).ok()).isTrue();
            }
        }

        @Test
        void severalTrimAtOnce() throws Exception {
            long old = oldAndYoung(3);
            try (CoreContext other = new CoreContext.Setup().beside(core);
                    ExecutorService threads = Executors.newFixedThreadPool(4)) {
                List<Future<Long>> done = threads.invokeAll(Stream.of(core, other, core, other)
                        .<Callable<Long>>map(
                                at -> () -> at.get(AuditTrimmer.class).trim(DAY))
                        .toList());
                long removed = 0;
                for (Future<Long> one : done) {
                    removed += one.get();
                }
                assertThat(removed).isEqualTo(old);
            }
            assertThat(verify()).isEqualTo(ChainVerdict.sound(3));
        }

        @Test
        void anotherSealerGoesOnAfterTheFirstWasKilledBetweenItsSteps() throws SQLException {
            write(3);
            long before = newest();
            for (int i = 0; i < 4; i++) {
                AuditEvent event = AuditEvent.of(AuditAction.ACTOR_UPDATE, NamespacePath.ROOT, "act_late" + i);
                core.get(TransactionTemplate.class)
                        .executeWithoutResult(
                                status -> core.get(AuditTrail.class).record(AUDITOR, event));
                core.pass(Duration.ofMillis(1));
            }
            killedInTheMiddle(before);

            try (CoreContext other = new CoreContext.Setup().beside(core)) {
                int sealed = other.get(AuditSealer.class).seal();
                assertThat(sealed).isGreaterThanOrEqualTo(4);
                assertThat(other.get(AuditService.class).verify(AUDITOR, null, null))
                        .isEqualTo(ChainVerdict.sound(before + sealed));
            }
        }

        /** The sealer's first steps on a connection that is lost: the head is moved, one of the rows is placed. */
        private void killedInTheMiddle(long head) throws SQLException {
            AuditEntry first = core.get(AuditChain.class).waiting(1).getFirst();
            try (Connection connection = core.database().dataSource().getConnection()) {
                connection.setAutoCommit(false);
                execute(connection, "update audit_chain set seq = " + (head + 1) + " where name = 'main'");
                execute(
                        connection,
                        "update audit_log set seq = " + (head + 1) + ", hash = 'x', prev_hash = 'y' where id = '"
                                + first.id() + "'");
                connection.rollback();
            }
        }

        private static void execute(Connection connection, String sql) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                assertThat(statement.executeUpdate()).isOne();
            }
        }
    }
}
