package net.authproxy.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.authproxy.core.actor.ActorChange;
import net.authproxy.core.actor.ActorListing;
import net.authproxy.core.actor.ActorService;
import net.authproxy.core.actor.ActorSource;
import net.authproxy.core.actor.ActorSynchronizer;
import net.authproxy.core.actor.ConfiguredActor;
import net.authproxy.core.actor.KeyMaterial;
import net.authproxy.core.actor.NewActor;
import net.authproxy.core.actor.NewActorKey;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.authorization.Permission;
import net.authproxy.core.authorization.PermissionSet;
import net.authproxy.core.fixture.CoreContext;
import net.authproxy.core.namespace.NamespaceService;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.resource.Annotations;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.Labels;
import net.authproxy.core.shared.resource.MetadataChange;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.secret.SecretBytes;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The features' changes and their rows stand and fall together, in both directions (contract 10.5). */
class AuditedChangesTests {

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

        private static final NamespacePath TEAM = new NamespacePath("root.team");
        private static final String SECRET = "a shared key of at least thirty-two bytes";

        private final CoreContext core;
        private final ActorPrincipal admin = new ActorPrincipal(
                "act_01kb2q6r3v8w9x0y1z2a3b4c5d",
                "admin",
                NamespacePath.ROOT,
                PermissionSet.of(List.of(Permission.everything()), "admin", Map.of()),
                null,
                null);

        Cases(DatabaseKind kind) {
            this.core = CoreContext.open(kind);
        }

        @AfterEach
        void close() {
            core.close();
        }

        private NamespaceService namespaces() {
            return core.get(NamespaceService.class);
        }

        private ActorService actors() {
            return core.get(ActorService.class);
        }

        private List<String> actions() {
            return core.get(JdbcClient.class)
                    .sql("select action || ' ' || coalesce(actor_external_id, '-') from audit_log"
                            + " where resource_id <> 'root' and resource_type <> 'encryption_keys'"
                            + " order by created_at, id")
                    .query(String.class)
                    .list();
        }

        private void change() {
            namespaces().create(admin, TEAM, Labels.NONE, Annotations.NONE);
            core.pass(Duration.ofMillis(1));
            String id = actors().create(admin, named("kim")).id();
            core.pass(Duration.ofMillis(1));
            ResourceId actor = ResourceId.parse(id, IdType.ACTOR);
            actors().update(admin, actor, new ActorChange(MetadataChange.NONE, List.of()), Precondition.NONE);
            core.pass(Duration.ofMillis(1));
            actors().delete(admin, actor, Precondition.NONE);
            core.pass(Duration.ofMillis(1));
            actors().assertActor(named("lee"), Optional.empty(), "host_key");
            actors().assertActor(named("lee"), Optional.empty(), "host_key");
        }

        private static NewActor named(String name) {
            return new NewActor(TEAM, name, List.of(), Labels.NONE, Annotations.NONE);
        }

        @Test
        void changesThatAreCommittedLeaveTheirRows() {
            change();

            assertThat(actions())
                    .containsExactly(
                            "namespaces.create admin",
                            "actors.create admin",
                            "actors.update admin",
                            "actors.delete admin",
                            "actors.assert -");
        }

        @Test
        void changesThatAreRolledBackOrRefusedLeaveNone() {
            core.get(TransactionTemplate.class).executeWithoutResult(status -> {
                change();
                status.setRollbackOnly();
            });
            assertThat(namespaces().find(TEAM)).isEmpty();
            assertThat(actions()).isEmpty();

            namespaces().ensure(admin, TEAM);
            actors().create(admin, named("kim"));
            List<String> before = actions();
            assertThatThrownBy(() -> namespaces().create(admin, TEAM, Labels.NONE, Annotations.NONE))
                    .isInstanceOf(AuthProxyException.class);
            assertThatThrownBy(() -> actors().create(admin, named("kim"))).isInstanceOf(AuthProxyException.class);
            namespaces().ensure(admin, TEAM);
            assertThat(actions()).isEqualTo(before).hasSize(2);
        }

        @Test
        void aChangeThatCannotBeRecordedDoesNotHappen() {
            core.get(JdbcClient.class)
                    .sql("alter table audit_log rename to audit_away")
                    .update();

            assertThatThrownBy(() -> namespaces().create(admin, TEAM, Labels.NONE, Annotations.NONE))
                    .isInstanceOf(DataAccessException.class);
            assertThat(namespaces().find(TEAM)).isEmpty();
        }

        @Test
        void configuredActorsAreRecordedOnceAndWithoutTheirKeys() {
            KeyMaterial key = new KeyMaterial.SharedKey(SecretBytes.copyOf(SECRET.getBytes(StandardCharsets.UTF_8)));
            ConfiguredActor wanted = new ConfiguredActor(
                    NamespacePath.ROOT,
                    "configured",
                    List.of(Permission.everything()),
                    Map.of(),
                    new NewActorKey(key, "test", false));
            synchronize(List.of(wanted));
            synchronize(List.of(wanted));
            assertThat(actions()).containsExactlyInAnyOrder("actors.create -", "actor_keys.update -");

            synchronize(List.of());
            assertThat(actions()).hasSize(3).contains("actors.delete -");
            assertThat(core.get(JdbcClient.class)
                            .sql("select * from audit_log")
                            .query()
                            .listOfRows()
                            .toString())
                    .doesNotContain(SECRET);
        }

        private void synchronize(List<ConfiguredActor> wanted) {
            core.get(ActorSynchronizer.class).synchronize(new ActorSource() {
                @Override
                public String name() {
                    return "config-list";
                }

                @Override
                public ActorListing read() {
                    return new ActorListing(wanted, Set.of());
                }
            });
        }
    }
}
