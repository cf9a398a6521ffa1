package net.authproxy.core.purge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import net.authproxy.core.actor.Actor;
import net.authproxy.core.fixture.CoreContext;
import net.authproxy.core.fixture.Installation;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.storage.DatabaseKind;
import net.authproxy.core.shared.task.TaskCancelledException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deleted rows are kept for the retention and then removed, children first (contract 12, 16). */
class PurgeTests {

    private static final Duration RETENTION = Duration.ofDays(30);
    private static final Runnable WANTED = () -> {};
    private static final String CONNECTOR = """
            labels: {type: keyed}
            display_name: Keyed
            logo: https://api.example.com/logo.png
            auth: {type: api-key, placement: {type: bearer}}
            proxy: {base_url: "https://api.example.com"}
            """;

    private static Installation open(DatabaseKind kind) {
        Installation at = Installation.open(
                kind,
                new CoreContext.Setup().bean(PurgePolicy.class, new PurgePolicy(RETENTION)),
                PurgeConfiguration.class);
        at.load(CONNECTOR);
        return at;
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void keepsDeletedRowsForTheRetentionAndThenRemovesThem(DatabaseKind kind) {
        try (Installation at = open(kind)) {
            Actor actor = at.actor("gone");
            delete(at, "actors", "id", actor.id());
            at.core().pass(RETENTION);
            at.get(Purge.class).run(WANTED);
            assertThat(count(at, "actors", "id", actor.id())).isEqualTo(1);

            at.core().pass(Duration.ofSeconds(1));
            at.get(Purge.class).run(WANTED);

            assertThat(count(at, "actors", "id", actor.id())).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void removesChildrenBeforeWhatTheyReferTo(DatabaseKind kind) {
        try (Installation at = open(kind)) {
            Actor actor = at.actor(new NamespacePath("root.a.b"), "gone");
            key(at, actor);
            ResourceId connection = at.connect(at.system(actor), "keyed", Map.of(), Map.of("api_key", "k-1"));
            Actor stays = at.actor("stays");
            key(at, stays);
            delete(at, "actors", "id", actor.id());
            delete(at, "connections", "id", connection.text());
            delete(at, "namespaces", "path", "root.a");
            delete(at, "namespaces", "path", "root.a.b");
            all(at, "update connector_versions set deleted_at = :now");
            at.core().pass(RETENTION.plusDays(1));

            at.get(Purge.class).run(WANTED);

            assertThat(all(at, "select count(*) from connections")).isZero();
            assertThat(all(at, "select count(*) from connector_versions")).isZero();
            assertThat(count(at, "actor_keys", "actor_id", actor.id())).isZero();
            assertThat(count(at, "actors", "id", actor.id())).isZero();
            assertThat(count(at, "namespaces", "path", "root.a.b")).isZero();
            assertThat(count(at, "namespaces", "path", "root.a")).isZero();
            assertThat(count(at, "namespaces", "path", "root")).isEqualTo(1);
            assertThat(count(at, "actor_keys", "actor_id", stays.id())).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void leavesWhatIsStillReferredToAndGoesOn(DatabaseKind kind) {
        try (Installation at = open(kind)) {
            Actor used = at.actor("used");
            ResourceId connection = at.connect(at.system(used), "keyed", Map.of(), Map.of("api_key", "k-1"));
            delete(at, "actors", "id", used.id());
            for (int i = 0; i < 230; i++) {
                delete(at, "actors", "id", at.actor("gone-" + i).id());
            }
            at.core().pass(RETENTION.plusDays(1));

            at.get(Purge.class).run(WANTED);

            assertThat(all(at, "select count(*) from actors")).isEqualTo(1);
            assertThat(count(at, "connections", "id", connection.text())).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void freesThePathOfANamespace(DatabaseKind kind) {
        try (Installation at = open(kind)) {
            NamespacePath path = new NamespacePath("root.again");
            at.get(NamespaceService.class).ensure(path);
            delete(at, "namespaces", "path", path.value());
            at.core().pass(RETENTION.plusDays(1));

            at.get(Purge.class).run(WANTED);

            assertThat(count(at, "namespaces", "path", path.value())).isZero();
            at.get(NamespaceService.class).ensure(path);
            assertThat(count(at, "namespaces", "path", path.value())).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void stopsBetweenBatchesWhenItIsNoLongerWanted(DatabaseKind kind) {
        try (Installation at = open(kind)) {
            delete(at, "actors", "id", at.actor("gone").id());
            at.core().pass(RETENTION.plusDays(1));

            assertThatThrownBy(() -> at.get(Purge.class).run(() -> {
                        throw new TaskCancelledException();
                    }))
                    .isInstanceOf(TaskCancelledException.class);

            assertThat(all(at, "select count(*) from actors")).isEqualTo(1);
        }
    }

    @Test
    void runsHourlyOnlyForAShortRetention() {
        assertThat(new PurgePolicy(Duration.ofHours(24)).schedule()).isEqualTo("@hourly");
        assertThat(new PurgePolicy(Duration.ofHours(25)).schedule()).isEqualTo("@daily");
    }

    private static void key(Installation at, Actor actor) {
        String json = at.core().database().kind() == DatabaseKind.POSTGRES ? "cast(:key as jsonb)" : ":key";
        at.get(JdbcClient.class)
                .sql("insert into actor_keys (id, actor_id, type, alg, fingerprint, can_assert_actors, encrypted_key,"
                        + " created_at, configured) values (:id, :actor, 'ed25519', 'EdDSA', 'f', false, " + json
                        + ", :now, false)")
                .param("id", actor.id().replace("act_", "ak_"))
                .param("actor", actor.id())
                .param("key", "{}")
                .param("now", now(at))
                .update();
    }

    private static void delete(Installation at, String table, String key, String value) {
        int changed = at.get(JdbcClient.class)
                .sql("update " + table + " set deleted_at = :now where " + key + " = :value")
                .param("now", now(at))
                .param("value", value)
                .update();
        assertThat(changed).isEqualTo(1);
    }

    private static Timestamp now(Installation at) {
        Instant now = at.get(Clock.class).instant();
        return Timestamp.from(now);
    }

    private static long count(Installation at, String table, String key, String value) {
        return at.get(JdbcClient.class)
                .sql("select count(*) from " + table + " where " + key + " = :value")
                .param("value", value)
                .query(Long.class)
                .single();
    }

    private static long all(Installation at, String sql) {
        JdbcClient.StatementSpec statement = at.get(JdbcClient.class).sql(sql);
        return sql.startsWith("select")
                ? statement.query(Long.class).single()
                : statement.param("now", now(at)).update();
    }
}
