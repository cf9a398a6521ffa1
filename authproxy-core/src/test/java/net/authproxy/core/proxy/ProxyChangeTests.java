package net.authproxy.core.proxy;

import static net.authproxy.core.proxy.ProxyStage.admitted;
import static net.authproxy.core.proxy.ProxyStage.credentialOf;
import static net.authproxy.core.proxy.ProxyStage.outcome;
import static net.authproxy.core.proxy.ProxyStage.proxy;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.authproxy.core.actor.ActorChange;
import net.authproxy.core.actor.ActorService;
import net.authproxy.core.connection.ConnectionService;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.fixture.Installation;
import net.authproxy.core.shared.cache.ChangeTopic;
import net.authproxy.core.shared.cache.Changes;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.MetadataChange;
import net.authproxy.core.shared.resource.Precondition;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was changed in one process is never decided by what another still has in memory (contract 11.2, security D6). */
class ProxyChangeTests {

    /** Warms both processes, changes in the first, and shows that neither decides from memory afterwards. */
    private static void change(DatabaseKind kind, Consumer<ProxyStage> change, String afterwards) {
        try (ProxyStage stage = ProxyStage.open(kind);
                Installation second = stage.installation.beside()) {
            TestCall call = stage.call();
            for (ProxyService process : List.of(stage.proxy(), proxy(second))) {
                assertThat(outcome(process.decide(call))).isEqualTo("ok");
                assertThat(outcome(process.tryDecide(call))).isEqualTo("ok");
            }

            change.accept(stage);

            for (ProxyService process : List.of(stage.proxy(), proxy(second))) {
                assertThat(process.tryDecide(call)).isNull();
                assertThat(outcome(process.decide(call))).isEqualTo(afterwards);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDisconnectIsKnownAtOnce(DatabaseKind kind) {
        change(
                kind,
                stage -> stage.installation.get(ConnectionStore.class).beginDisconnect(stage.connection.text()),
                "connection_not_ready");
    }

    @ParameterizedTest
    @EnumSource
    void theEndOfAConnectionIsKnownAtOnce(DatabaseKind kind) {
        change(
                kind,
                stage -> stage.installation.get(ConnectionStore.class).finishDisconnect(stage.connection.text()),
                "not_found");
    }

    @ParameterizedTest
    @EnumSource
    void aPublishedConnectorIsLoadedAnew(DatabaseKind kind) {
        change(
                kind,
                stage -> stage.installation.load(
                        ProxyStage.CONNECTOR.replace("display_name: Keyed", "display_name: K2")),
                "ok");
    }

    @ParameterizedTest
    @EnumSource
    void aTakenPermissionIsKnownAtOnce(DatabaseKind kind) {
        change(
                kind,
                stage -> stage.installation
                        .get(ActorService.class)
                        .update(
                                stage.installation.system(),
                                new ResourceId(IdType.ACTOR, stage.caller.id()),
                                new ActorChange(
                                        MetadataChange.NONE,
                                        List.of(Installation.permission("root.**", "connections", "get"))),
                                Precondition.NONE),
                "permission_denied");
    }

    @ParameterizedTest
    @EnumSource
    void aDeletedActorIsKnownAtOnce(DatabaseKind kind) {
        change(
                kind,
                stage -> {
                    stage.core().clock().advance(Duration.ofSeconds(2));
                    stage.installation
                            .get(ActorService.class)
                            .delete(
                                    stage.installation.system(),
                                    new ResourceId(IdType.ACTOR, stage.caller.id()),
                                    Precondition.NONE);
                },
                "actor_deleted");
    }

    @ParameterizedTest
    @EnumSource
    void aRevokedTokenIsKnownAtOnce(DatabaseKind kind) {
        change(kind, ProxyChangeTests::revoke, "token_revoked");
    }

    private static void revoke(ProxyStage stage) {
        Timestamp now = Timestamp.from(stage.core().clock().instant());
        String entry = stage.caller.id() + "/jti-1";
        stage.installation
                .get(JdbcClient.class)
                .sql("insert into revoked_tokens (id, retain_until, created_at) values (:entry, :t, :t)")
                .param("entry", entry)
                .param("t", now)
                .update();
        stage.installation.get(Changes.class).announce(ChangeTopic.TOKEN, entry);
    }

    @ParameterizedTest
    @EnumSource
    void changedLabelsAreRenderedAnew(DatabaseKind kind) {
        try (ProxyStage stage = ProxyStage.open(kind);
                Installation second = stage.installation.beside()) {
            assertThat(tenant(proxy(second).decide(stage.call()))).isEqualTo("t1");
            Installation at = stage.installation;

            at.get(ConnectionService.class)
                    .update(
                            at.system(),
                            stage.connection,
                            MetadataChange.replacing(Map.of("tenant", "t2"), null),
                            Precondition.NONE);

            assertThat(proxy(second).tryDecide(stage.call())).isNull();
            assertThat(tenant(proxy(second).decide(stage.call()))).isEqualTo("t2");
        }
    }

    private static String tenant(Decision decision) {
        return admitted(decision).headers().getFirst().value();
    }

    @ParameterizedTest
    @EnumSource
    void aChangedCredentialIsWrittenByTheNextCall(DatabaseKind kind) {
        try (ProxyStage stage = ProxyStage.open(kind);
                Installation second = stage.installation.beside()) {
            assertThat(credentialOf(proxy(second).decide(stage.call()))).isEqualTo("Bearer " + ProxyStage.KEY);

            stage.installation
                    .get(ConnectionStore.class)
                    .storeCredentials(
                            stage.connection.text(), "{\"api_key\":\"rolled\"}".getBytes(StandardCharsets.UTF_8));

            assertThat(credentialOf(proxy(second).decide(stage.call()))).isEqualTo("Bearer rolled");
            assertThat(credentialOf(proxy(second).tryDecide(stage.call()))).isEqualTo("Bearer rolled");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFailedChangeDropsNothing(DatabaseKind kind) {
        try (ProxyStage stage = ProxyStage.open(kind)) {
            assertThat(outcome(stage.proxy().decide(stage.call()))).isEqualTo("ok");
            org.springframework.transaction.support.TransactionTemplate transactions =
                    stage.installation.get(org.springframework.transaction.support.TransactionTemplate.class);

            transactions.executeWithoutResult(status -> {
                stage.installation.get(ConnectionStore.class).beginDisconnect(stage.connection.text());
                status.setRollbackOnly();
            });

            assertThat(outcome(stage.proxy().tryDecide(stage.call()))).isEqualTo("ok");
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutMessagesNothingOlderThanFiveSecondsDecides(DatabaseKind kind) {
        try (ProxyStage stage = ProxyStage.open(kind);
                Installation second = stage.installation.beside()) {
            TestCall call = stage.call();
            assertThat(outcome(proxy(second).decide(call))).isEqualTo("ok");
            stage.core().transport().interrupt();
            stage.installation.get(ConnectionStore.class).beginDisconnect(stage.connection.text());

            second.core().pass(Duration.ofMillis(4_999));
            assertThat(outcome(proxy(second).tryDecide(call)))
                    .as("young enough to be used")
                    .isEqualTo("ok");
            second.core().pass(Duration.ofMillis(1));
            assertThat(proxy(second).tryDecide(call)).isNull();
            assertThat(outcome(proxy(second).decide(call))).isEqualTo("connection_not_ready");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whenMessagesReturnEverythingIsLoadedAnew(DatabaseKind kind) {
        try (ProxyStage stage = ProxyStage.open(kind);
                Installation second = stage.installation.beside()) {
            assertThat(outcome(proxy(second).decide(stage.call()))).isEqualTo("ok");
            stage.core().transport().interrupt();
            stage.installation.get(ConnectionStore.class).beginDisconnect(stage.connection.text());
            stage.core().transport().resume();

            assertThat(proxy(second).tryDecide(stage.call())).isNull();
            assertThat(outcome(proxy(second).decide(stage.call()))).isEqualTo("connection_not_ready");
        }
    }
}
