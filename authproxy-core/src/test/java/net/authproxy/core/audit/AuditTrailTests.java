package net.authproxy.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.PermissionSet;
import net.authproxy.core.fixture.CoreContext;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

/** A row is there if and only if the change is, and says who did what over which request (contract 10.5). */
class AuditTrailTests {

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

        private static final String ACTOR = "act_01kb2q6r3v8w9x0y1z2a3b4c5d";
        private static final NamespacePath TEAM = new NamespacePath("root.team");
        private static final ActorPrincipal CALLER =
                new ActorPrincipal(ACTOR, "kim", TEAM, PermissionSet.of(List.of(), "kim", Map.of()), null, null);
        private static final AuditEvent EVENT = AuditEvent.of(AuditAction.ACTOR_KEY_CREATE, TEAM, "ak_x");

        private final CoreContext core;
        private final AuditTrail trail;
        private final TransactionTemplate transaction;

        Cases(DatabaseKind kind) {
            this.core = CoreContext.open(kind);
            this.trail = core.get(AuditTrail.class);
            this.transaction = core.get(TransactionTemplate.class);
        }

        @AfterEach
        void close() {
            core.close();
        }

        private List<Map<String, Object>> rows() {
            return core.get(JdbcClient.class)
                    .sql("select * from audit_log where resource_id = 'ak_x' order by id")
                    .query()
                    .listOfRows();
        }

        @Test
        void aRowIsPartOfTheTransactionOfItsChange() {
            transaction.executeWithoutResult(status -> {
                trail.record(CALLER, EVENT);
                status.setRollbackOnly();
            });
            assertThat(rows()).isEmpty();

            transaction.executeWithoutResult(status -> trail.record(CALLER, EVENT));
            assertThat(rows()).hasSize(1);
        }

        @Test
        void aChangeWithoutATransactionIsRefusedAndSoIsARowApartInsideOne() {
            assertThatThrownBy(() -> trail.record(CALLER, EVENT)).isInstanceOf(IllegalTransactionStateException.class);
            assertThatThrownBy(() -> trail.recordSystem(EVENT)).isInstanceOf(IllegalTransactionStateException.class);
            assertThatThrownBy(() -> transaction.executeWithoutResult(status -> trail.recordApart(CALLER, EVENT)))
                    .isInstanceOf(IllegalTransactionStateException.class);
            assertThat(rows()).isEmpty();

            trail.recordApart(null, EVENT.refused());
            assertThat(rows()).singleElement().satisfies(row -> {
                assertThat(row.get("outcome")).isEqualTo("refused");
                assertThat(row.get("actor_id")).isNull();
            });
        }

        @Test
        void aRowSaysWhoWhatWhereAndOverWhichRequest() {
            CallOrigin.Scope origin = new CallOrigin("api", "req_1", "192.0.2.7").open();
            transaction.executeWithoutResult(status -> trail.record(
                    CALLER, EVENT.with("fingerprint", "SHA256:x\n\0\ud800").changing(null, Map.of("b", 1, "a", "x"))));
            origin.close();
            core.pass(Duration.ofMillis(1));
            transaction.executeWithoutResult(status -> trail.recordSystem(EVENT));

            assertThat(rows()).hasSize(2);
            Map<String, Object> row = rows().get(0);
            assertThat(row)
                    .containsEntry("namespace", "root.team")
                    .containsEntry("actor_id", ACTOR)
                    .containsEntry("actor_external_id", "kim")
                    .containsEntry("service", "api")
                    .containsEntry("action", "actor_keys.create")
                    .containsEntry("resource_type", "actor_keys")
                    .containsEntry("outcome", "success")
                    .containsEntry("details", "{\"fingerprint\":\"SHA256:x\uFFFD\uFFFD\uFFFD\"}")
                    .containsEntry("request_id", "req_1")
                    .containsEntry("remote_ip", "192.0.2.7")
                    // sha256 of {"a":"x","b":1}
                    .containsEntry("after_hash", "cdab067e9f3beb32d1252cfd63e492592fecbf591b0d08cadb24bb17f3864246");
            assertThat(row.get("before_hash")).isNull();
            assertThat(row.get("seq")).isNull();
            assertThat(rows().get(1))
                    .containsEntry("actor_id", null)
                    .containsEntry("service", null)
                    .containsEntry("request_id", null);
        }
    }
}
