package net.authproxy.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.PermissionSet;
import net.authproxy.core.fixture.CoreContext;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A flood of refusals is counted, not written (contract 10.5). */
class RefusalRecorderTests {

    private final CoreContext core = CoreContext.open(DatabaseKind.SQLITE);
    private final RefusalRecorder refusals = core.get(RefusalRecorder.class);

    @AfterEach
    void close() {
        core.close();
    }

    private List<Map<String, Object>> rows() {
        return core.get(JdbcClient.class)
                .sql("select * from audit_log where outcome = 'refused' order by created_at, id")
                .query()
                .listOfRows();
    }

    private static ActorPrincipal caller(String name) {
        NamespacePath team = new NamespacePath("root.team");
        return new ActorPrincipal("act_" + name, name, team, PermissionSet.of(List.of(), name, Map.of()), null, null);
    }

    @Test
    void aFloodOfBadTokensWritesFewRowsAndTheNextOneSaysHowManyThereWere() {
        for (int i = 0; i < 10_000; i++) {
            refusals.token("invalid_token");
        }
        assertThat(rows()).hasSize(20);

        refusals.token("nonce_reused");
        assertThat(rows()).as("another reason is not hidden").hasSize(21);
        core.pass(Duration.ofSeconds(5));
        refusals.token("invalid_token");
        assertThat(rows()).hasSize(22);
        assertThat(rows().getLast())
                .containsEntry("action", "authentication.refuse")
                .containsEntry("namespace", "root")
                .containsEntry("actor_id", null)
                .containsEntry("details", "{\"code\":\"invalid_token\",\"suppressed\":\"9980\"}");
        core.pass(Duration.ofHours(2));
        for (int i = 0; i < 100; i++) {
            refusals.token("invalid_token");
        }
        assertThat(rows()).hasSize(42);
    }

    @Test
    void eachActorHasItsOwnShare() {
        for (int i = 0; i < 1000; i++) {
            refusals.request(caller("kim"), "permission_denied", "missing", "GET", "/api/v1/actors");
        }
        refusals.request(caller("lee"), "permission_denied", "missing", "POST", "/api/v1/actors");

        assertThat(rows()).hasSize(51);
        assertThat(rows())
                .filteredOn(row -> "lee".equals(row.get("actor_external_id")))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("action", "requests.refuse")
                        .containsEntry("namespace", "root.team")
                        .containsEntry(
                                "details",
                                "{\"code\":\"permission_denied\",\"method\":\"POST\",\"path\":\"/api/v1/actors\","
                                        + "\"reason\":\"missing\"}"));
    }
}
