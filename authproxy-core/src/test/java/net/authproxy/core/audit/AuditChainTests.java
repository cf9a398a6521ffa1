package net.authproxy.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.authorization.PermissionSet;
import net.authproxy.core.fixture.CoreContext;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.resource.ListRequest;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.Page;
import net.authproxy.core.shared.resource.QueryParameters;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Sealing and checking the chain: no fork, and no change of the table goes unseen (contract 10.5, security L4). */
class AuditChainTests {

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

        private static final int ROWS = 12;
        private static final ActorPrincipal AUDITOR = caller("root.**");

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

        private static ActorPrincipal caller(String namespace) {
            Permission all = new Permission(namespace, List.of("audit"), List.of(), List.of("list"));
            PermissionSet permissions = PermissionSet.of(List.of(all), "auditor", Map.of());
            return new ActorPrincipal("act_auditor", "auditor", NamespacePath.ROOT, permissions, null, null);
        }

        /** {@value #ROWS} sealed rows and whatever the start wrote before them. */
        private long sealedRows() {
            for (int i = 0; i < ROWS; i++) {
                write("root.team", "ak_" + i);
            }
            while (sealer().seal() > 0) {
                core.pass(Duration.ofMillis(1));
            }
            return jdbc.sql("select max(seq) from audit_log").query(Long.class).single();
        }

        private void write(String namespace, String id) {
            AuditEvent event = AuditEvent.of(AuditAction.ACTOR_KEY_CREATE, new NamespacePath(namespace), id)
                    .with("comment", "a \"laptop\" \u00fc\u2603");
            core.get(TransactionTemplate.class)
                    .executeWithoutResult(status -> core.get(AuditTrail.class).record(AUDITOR, event));
            core.pass(Duration.ofMillis(1));
        }

        private AuditSealer sealer() {
            return core.get(AuditSealer.class);
        }

        private ChainVerdict verify() {
            return core.get(AuditService.class).verify(AUDITOR, null, null);
        }

        private int tamper(String sql) {
            return jdbc.sql(sql).update();
        }

        @Test
        void sealedRowsAreNumberedWithoutGapsInTheOrderTheyCame() {
            long last = sealedRows();

            assertThat(verify()).isEqualTo(ChainVerdict.sound(last));
            assertThat(jdbc.sql("select resource_id from audit_log where resource_id like 'ak_%' order by seq")
                            .query(String.class)
                            .list())
                    .hasSize(ROWS)
                    .startsWith("ak_0", "ak_1", "ak_2");
            assertThat(sealer().seal()).isZero();
            assertThat(sealer().oldestWaiting()).isEqualTo(Duration.ZERO);
            write("root", "ak_late");
            core.pass(Duration.ofSeconds(61));
            assertThat(sealer().oldestWaiting()).isGreaterThan(Duration.ofMinutes(1));
            assertThat(verify()).isEqualTo(ChainVerdict.sound(last));
        }

        @Test
        void anyChangedColumnIsFoundAtItsRow() {
            long last = sealedRows();
            long victim = last - 4;
            List<String> changes = new ArrayList<>();
            for (String column : AuditTable.COLUMNS) {
                if (!List.of("seq", "created_at", "details").contains(column)) {
                    changes.add(column + " = 'x'");
                }
            }
            changes.add("details = '{}'");
            changes.add("details = '{\"comment\":\"y\"}'");
            changes.add("details = 'no json'");
            changes.add("actor_id = null");
            changes.add("hash = null");
            changes.add("created_at = (select created_at from audit_log where seq = 1)");
            for (String change : changes) {
                Map<String, Object> before = row(victim);
                assertThat(tamper("update audit_log set " + change + " where seq = " + victim))
                        .isOne();

                assertThat(verify()).as(change).isEqualTo(ChainVerdict.broken(victim - 1, victim));
                restore(victim, before);
                assertThat(verify().ok()).as(change).isTrue();
            }
        }

        private Map<String, Object> row(long seq) {
            return jdbc.sql("select * from audit_log where seq = " + seq)
                    .query()
                    .singleRow();
        }

        private void restore(long seq, Map<String, Object> before) {
            Map<String, Object> values = new LinkedHashMap<>(before);
            values.remove("seq");
            String assignments = String.join(
                    ",",
                    values.keySet().stream().map(name -> name + " = :" + name).toList());
            jdbc.sql("update audit_log set " + assignments + " where seq = " + seq)
                    .params(values)
                    .update();
        }

        @Test
        void removedRowsAreFoundAlsoTheFirstAndTheLast() {
            long last = sealedRows();
            for (long victim : new long[] {1, last - 3, last}) {
                Map<String, Object> before = row(victim);
                tamper("delete from audit_log where seq = " + victim);

                assertThat(verify()).as("row %d", victim).isEqualTo(ChainVerdict.broken(victim - 1, victim));
                String names = String.join(",", before.keySet());
                jdbc.sql("insert into audit_log (" + names + ") values (:" + names.replace(",", ",:") + ")")
                        .params(before)
                        .update();
                assertThat(verify().ok()).isTrue();
            }
        }

        @Test
        void reorderedInsertedAndUnsealedRowsAreFound() {
            long last = sealedRows();
            long one = last - 5;
            tamper("update audit_log set seq = -1 where seq = " + one);
            tamper("update audit_log set seq = " + one + " where seq = " + (one + 1));
            tamper("update audit_log set seq = " + (one + 1) + " where seq = -1");
            assertThat(verify()).as("reordered").isEqualTo(ChainVerdict.broken(one - 1, one));
            tamper("update audit_log set seq = -1 where seq = " + one);
            tamper("update audit_log set seq = " + one + " where seq = " + (one + 1));
            tamper("update audit_log set seq = " + (one + 1) + " where seq = -1");
            assertThat(verify().ok()).isTrue();

            String copy = "insert into audit_log (id, seq, namespace, action, resource_type, outcome, details,"
                    + " created_at, prev_hash, hash) select 'aud_false', %d, namespace, action, resource_type, outcome,"
                    + " details, created_at, prev_hash, hash from audit_log where seq = %d";
            tamper(copy.formatted(last + 1, last));
            assertThat(verify()).as("inserted behind the end").isEqualTo(ChainVerdict.broken(last, last + 1));
            tamper("delete from audit_log where id = 'aud_false'");

            tamper("update audit_log set seq = null, prev_hash = null, hash = null where seq = " + one);
            assertThat(verify()).as("unsealed").isEqualTo(ChainVerdict.broken(one - 1, one));
            assertThat(sealer().seal()).isOne();
            assertThat(verify()).as("sealed again").isEqualTo(ChainVerdict.broken(one - 1, one));
        }

        @Test
        void aCutOffEndIsFoundAndNotBuiltUpon() {
            long last = sealedRows();
            tamper("delete from audit_log where seq > " + (last - 2));
            assertThat(verify()).isEqualTo(ChainVerdict.broken(last - 2, last - 1));
            tamper("update audit_chain set seq = " + (last - 2));

            assertThat(verify().ok()).isFalse();
            write("root", "ak_after");
            assertThatThrownBy(() -> sealer().seal()).isInstanceOf(BrokenChainException.class);
            tamper("update audit_chain set seq = 0, sealed_head = null");
            assertThat(verify()).as("as if it were new").isEqualTo(ChainVerdict.broken(0, 1));
            tamper("delete from audit_chain");
            assertThat(verify().ok()).isFalse();
        }

        @Test
        void aChainThatWasComputedAgainDoesNotEndInTheSealedHead() {
            long last = sealedRows();
            tamper("update audit_log set resource_id = 'ak_forged' where seq = " + (last - 4));
            String previous = String.valueOf(row(last - 5).get("hash"));
            for (AuditEntry entry : core.get(AuditChain.class).sealed(last - 4, last, 100)) {
                AuditEntry forged = entry.sealed(entry.seq() == null ? 0 : entry.seq(), previous);
                previous = String.valueOf(forged.hash());
                jdbc.sql("update audit_log set prev_hash = ?, hash = ? where id = ?")
                        .params(forged.prevHash(), forged.hash(), forged.id())
                        .update();
            }

            assertThat(verify()).isEqualTo(ChainVerdict.broken(last - 1, last));
        }

        @Test
        void aRangeIsCheckedByItself() {
            long last = sealedRows();
            AuditService service = core.get(AuditService.class);
            tamper("update audit_log set outcome = 'x' where seq = " + (last - 6));

            assertThat(service.verify(AUDITOR, last - 5, null)).isEqualTo(ChainVerdict.sound(6));
            assertThat(service.verify(AUDITOR, 1L, last - 7)).isEqualTo(ChainVerdict.sound(last - 7));
            assertThat(service.verify(AUDITOR, last - 8, last)).isEqualTo(ChainVerdict.broken(2, last - 6));
            assertThat(service.verify(AUDITOR, last + 5, last + 9)).isEqualTo(ChainVerdict.sound(0));
            assertThatThrownBy(() -> service.verify(AUDITOR, 0L, null)).isInstanceOf(AuthProxyException.class);
            assertThatThrownBy(() -> service.verify(AUDITOR, 5L, 4L)).isInstanceOf(AuthProxyException.class);
            assertThatThrownBy(() -> service.verify(caller("root.team"), null, null))
                    .isInstanceOf(AuthProxyException.class);
        }

        @Test
        void twoProcessesThatSealAtOnceNeverForkTheChain() throws Exception {
            try (CoreContext other = new CoreContext.Setup().beside(core);
                    ExecutorService threads = Executors.newFixedThreadPool(3)) {
                List<Callable<Integer>> sealing = List.of(() -> sealUntilDone(core), () -> sealUntilDone(other));
                List<Future<Integer>> running = new ArrayList<>();
                for (Callable<Integer> each : sealing) {
                    running.add(threads.submit(each));
                }
                for (int i = 0; i < 60; i++) {
                    write("root", "ak_" + i);
                }
                write("root", "ak_end");
                int sealed = running.get(0).get() + running.get(1).get();

                long rows = jdbc.sql("select count(*) from audit_log")
                        .query(Long.class)
                        .single();
                assertThat(sealed).isEqualTo((int) rows);
                assertThat(verify()).isEqualTo(ChainVerdict.sound(rows));
            }
        }

        private static int sealUntilDone(CoreContext process) {
            int sealed = 0;
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            JdbcClient jdbc = process.get(JdbcClient.class);
            while (System.nanoTime() < end) {
                sealed += process.get(AuditSealer.class).seal();
                boolean done = jdbc.sql("select count(*) from audit_log where resource_id = 'ak_end' and seq > 0")
                                .query(Long.class)
                                .single()
                        == 1;
                if (done) {
                    return sealed;
                }
            }
            throw new AssertionError("not sealed in time");
        }

        @Test
        void listsTheNewestFirstWithinTheCallersNamespaces() {
            write("root.team", "ak_1");
            write("root.other", "ak_2");
            write("root.team.x", "ak_3");
            sealer().seal();
            write("root.team", "ak_4");
            AuditService service = core.get(AuditService.class);
            ActorPrincipal team = caller("root.team.**");

            assertThat(ids(service.list(team, filter(Map.of()), page(Map.of()))))
                    .containsExactly("ak_3", "ak_1", "ak_4");
            Page<AuditEntry> first = service.list(AUDITOR, filter(Map.of()), page(Map.of("limit", "2")));
            assertThat(ids(first)).containsExactly("ak_3", "ak_2");
            Page<AuditEntry> second =
                    service.list(AUDITOR, filter(Map.of()), page(Map.of("cursor", String.valueOf(first.cursor()))));
            assertThat(ids(second)).startsWith("ak_1").doesNotContain("ak_2", "ak_3");
            assertThat(ids(service.list(AUDITOR, filter(Map.of("resource_id", "ak_2")), page(Map.of()))))
                    .containsExactly("ak_2");
            assertThat(ids(service.list(
                            AUDITOR, filter(Map.of("action", "actor_keys.create")), page(Map.of("order_by", "seq")))))
                    .containsExactly("ak_4", "ak_1", "ak_2", "ak_3");
            assertThat(ids(service.list(
                            AUDITOR,
                            filter(Map.of("timestamp_range", "2026-04-02T09:15:00.002Z-2026-04-02T09:15:00.003Z")),
                            page(Map.of()))))
                    .containsExactly("ak_3", "ak_2");
            assertThat(service.list(AUDITOR, filter(Map.of()), page(Map.of("namespace", "root.none")))
                            .items())
                    .isEmpty();
            for (Map<String, String> bad : List.of(
                    Map.of("actor_id", "x"),
                    Map.of("action", "actors.fly"),
                    Map.of("timestamp_range", "2026-04-02"),
                    Map.of("timestamp_range", "2026-04-02T09:15:01Z-2026-04-02T09:15:00Z"))) {
                assertThatThrownBy(() -> filter(bad)).as("%s", bad).isInstanceOf(AuthProxyException.class);
            }
        }

        private static AuditFilter filter(Map<String, String> query) {
            return AuditFilter.parse(QueryParameters.of(query));
        }

        private static ListRequest page(Map<String, String> query) {
            return ListRequest.parse(QueryParameters.of(query));
        }

        private static List<String> ids(Page<AuditEntry> page) {
            return page.items().stream()
                    .map(entry -> String.valueOf(entry.resourceId()))
                    .toList();
        }
    }
}
