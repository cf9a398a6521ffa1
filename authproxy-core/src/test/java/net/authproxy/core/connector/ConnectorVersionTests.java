package net.authproxy.core.connector;

import static net.authproxy.core.connector.ConnectorStage.change;
import static net.authproxy.core.connector.ConnectorStage.definition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.connection.ConnectionStore;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.storage.DatabaseKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of contract 6.6, cell by cell. */
class ConnectorVersionTests {

    private static final int ROUNDS = 20;

    @ParameterizedTest
    @EnumSource
    void publishingADraftReplacesThePrimaryVersion(DatabaseKind kind) {
        try (ConnectorStage stage = ConnectorStage.open(kind)) {
            ActorPrincipal caller = stage.at().system();
            ResourceId unused = stage.published("A");
            ResourceId used = stage.published("B");
            stage.connect(used, 1);

            stage.succeed(unused, "A2");
            stage.succeed(used, "B2");

            assertThat(stage.states(unused)).containsExactly("1 archived", "2 primary");
            assertThat(stage.states(used)).containsExactly("1 active", "2 primary");
            assertThat(stage.version(used, 2).publishedAt()).isNotNull();
            ConnectorVersion before = stage.version(used, 2);
            assertThat(stage.versions().publish(caller, used, 2)).isEqualTo(before);
            stage.assertRefused(
                    ErrorCode.INVALID_TRANSITION, () -> stage.versions().publish(caller, used, 1));
            stage.assertRefused(
                    ErrorCode.INVALID_TRANSITION, () -> stage.versions().publish(caller, unused, 1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void promotingStepsBackAndForward(DatabaseKind kind) {
        try (ConnectorStage stage = ConnectorStage.open(kind)) {
            ActorPrincipal caller = stage.at().system();
            ResourceId id = stage.published("A");
            stage.connect(id, 1);
            stage.succeed(id, "B");

            stage.versions().promote(caller, id, 1);
            assertThat(stage.states(id)).containsExactly("1 primary", "2 archived");
            stage.versions().promote(caller, id, 2);
            assertThat(stage.states(id)).containsExactly("1 active", "2 primary");
            ConnectorVersion before = stage.version(id, 2);
            assertThat(stage.versions().promote(caller, id, 2)).isEqualTo(before);
            stage.drafts().addVersion(caller, id, change(definition("C")));
            stage.assertRefused(
                    ErrorCode.INVALID_TRANSITION, () -> stage.versions().promote(caller, id, 3));
        }
    }

    @ParameterizedTest
    @EnumSource
    void archivingPutsAwayWhatNothingUses(DatabaseKind kind) {
        try (ConnectorStage stage = ConnectorStage.open(kind)) {
            ActorPrincipal caller = stage.at().system();
            ResourceId id = stage.published("A");
            stage.connect(id, 1);
            stage.succeed(id, "B");
            stage.drafts().addVersion(caller, id, change(definition("C")));

            stage.assertRefused(ErrorCode.VERSION_IN_USE, () -> stage.versions().archive(caller, id, 1));
            stage.assertRefused(
                    ErrorCode.PRIMARY_VERSION, () -> stage.versions().archive(caller, id, 2));
            stage.versions().archive(caller, id, 3);
            assertThat(stage.states(id)).containsExactly("1 active", "2 primary", "3 archived");
            ConnectorVersion before = stage.version(id, 3);
            assertThat(stage.versions().archive(caller, id, 3)).isEqualTo(before);
            assertThat(stage.drafts()
                            .addVersion(caller, id, change(definition("D")))
                            .version())
                    .isEqualTo(4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void forceDoesWhatTheRulesForbid(DatabaseKind kind) {
        try (ConnectorStage stage = ConnectorStage.open(kind)) {
            ResourceId id = stage.published("A");
            stage.connect(id, 1);
            stage.drafts().addVersion(stage.at().system(), id, change(definition("B")));

            stage.force(id, 2, VersionState.PRIMARY);
            assertThat(stage.states(id)).containsExactly("1 active", "2 primary");
            stage.force(id, 1, VersionState.ARCHIVED);
            stage.force(id, 2, VersionState.ARCHIVED);
            assertThat(stage.states(id)).containsExactly("1 archived", "2 archived");
            stage.force(id, 1, VersionState.ACTIVE);
            stage.force(id, 1, VersionState.PRIMARY);
            stage.force(id, 2, VersionState.PRIMARY);
            assertThat(stage.states(id)).containsExactly("1 active", "2 primary");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasInForceNeverBecomesADraftAgain(DatabaseKind kind) {
        try (ConnectorStage stage = ConnectorStage.open(kind)) {
            ActorPrincipal caller = stage.at().system();
            ResourceId id = stage.create("A");
            ConnectorVersion draft = stage.version(id, 1);
            stage.force(id, 1, VersionState.DRAFT);
            assertThat(stage.version(id, 1)).isEqualTo(draft);

            stage.force(id, 1, VersionState.ACTIVE);
            stage.assertRefused(ErrorCode.PUBLISHED_IMMUTABLE, () -> stage.force(id, 1, VersionState.DRAFT));
            stage.force(id, 1, VersionState.ARCHIVED);
            stage.assertRefused(ErrorCode.PUBLISHED_IMMUTABLE, () -> stage.force(id, 1, VersionState.DRAFT));
            stage.force(id, 1, VersionState.PRIMARY);
            stage.assertRefused(ErrorCode.PUBLISHED_IMMUTABLE, () -> stage.force(id, 1, VersionState.DRAFT));

            stage.drafts().addVersion(caller, id, change(definition("B")));
            stage.versions().archive(caller, id, 2);
            stage.drafts().addVersion(caller, id, change(definition("C")));
            stage.force(id, 2, VersionState.DRAFT);
            assertThat(stage.states(id)).containsExactly("1 primary", "2 draft", "3 archived");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aVersionGoesWithItsLastConnection(DatabaseKind kind) {
        try (ConnectorStage stage = ConnectorStage.open(kind)) {
            ResourceId id = stage.published("A");
            ResourceId first = stage.connect(id, 1);
            ResourceId second = stage.connect(id, 1);
            stage.succeed(id, "B");
            ResourceId third = stage.connect(id, 2);

            end(stage, first);
            assertThat(stage.states(id)).containsExactly("1 active", "2 primary");
            end(stage, second);
            end(stage, third);
            assertThat(stage.states(id)).containsExactly("1 archived", "2 primary");
        }
    }

    private static void end(ConnectorStage stage, ResourceId connection) {
        stage.at().get(ConnectionStore.class).finishDisconnect(connection.text());
    }

    @ParameterizedTest
    @EnumSource
    void theLastTwoMayLeaveAtOnce(DatabaseKind kind) throws Exception {
        try (ConnectorStage stage = ConnectorStage.open(kind)) {
            for (int round = 0; round < ROUNDS; round++) {
                ResourceId id = stage.published("A");
                ResourceId first = stage.connect(id, 1);
                ResourceId second = stage.connect(id, 1);
                stage.succeed(id, "B");

                List<String> refusals = together(
                        () -> {
                            end(stage, first);
                            return null;
                        },
                        () -> {
                            end(stage, second);
                            return null;
                        });

                assertThat(refusals).isEmpty();
                assertThat(stage.states(id)).containsExactly("1 archived", "2 primary");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void noConnectionIsMadeOnAVersionThatIsPutAway(DatabaseKind kind) throws Exception {
        try (ConnectorStage stage = ConnectorStage.open(kind)) {
            for (int round = 0; round < ROUNDS; round++) {
                ResourceId id = stage.published("A");
                ResourceId first = stage.connect(id, 1);
                stage.succeed(id, "B");

                List<String> refusals = together(
                        () -> {
                            end(stage, first);
                            return null;
                        },
                        () -> stage.connect(id, 1));

                boolean archived = stage.states(id).getFirst().equals("1 archived");
                assertThat(live(stage, id)).isEqualTo(archived ? 0 : 1);
                assertThat(refusals).isEqualTo(archived ? List.of("VERSION_NOT_AVAILABLE") : List.of());
            }
        }
    }

    private static long live(ConnectorStage stage, ResourceId id) {
        return stage.at().get(ConnectionStore.class).liveConnections(id.text(), 1);
    }

    @ParameterizedTest
    @EnumSource
    void twoWhoWantADraftAtOnceGetOne(DatabaseKind kind) throws Exception {
        try (ConnectorStage stage = ConnectorStage.open(kind)) {
            ActorPrincipal caller = stage.at().system();
            for (int round = 0; round < ROUNDS; round++) {
                ResourceId id = stage.published("A");

                List<String> refusals = together(
                        () -> stage.drafts().addVersion(caller, id, change(definition("B"))),
                        () -> stage.drafts().addVersion(caller, id, change(definition("C"))));

                assertThat(refusals).containsExactly("DRAFT_EXISTS");
                assertThat(stage.states(id)).containsExactly("1 primary", "2 draft");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theDatabaseHoldsNoSecondDraftOrPrimary(DatabaseKind kind) {
        try (ConnectorStage stage = ConnectorStage.open(kind)) {
            ResourceId id = stage.published("A");
            stage.succeed(id, "B");
            JdbcClient jdbc = stage.at().get(JdbcClient.class);

            for (String state : List.of("primary", "draft")) {
                jdbc.sql("update connector_versions set state = :state where id = :id and version = 2")
                        .param("state", state)
                        .param("id", id.text())
                        .update();
                assertThatThrownBy(() -> jdbc.sql("update connector_versions set state = :state where id = :id")
                                .param("state", state)
                                .param("id", id.text())
                                .update())
                        .isInstanceOf(DataAccessException.class);
            }
        }
    }

    /** The codes of refusals when both are done at the same moment. */
    private static List<String> together(Callable<?> one, Callable<?> other) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        List<String> refusals = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<String>> outcomes = new ArrayList<>();
            for (Callable<?> task : List.of(one, other)) {
                outcomes.add(threads.submit(() -> {
                    start.await();
                    try {
                        task.call();
                        return "";
                    } catch (AuthProxyException refusal) {
                        return refusal.code().name();
                    }
                }));
            }
            for (Future<String> outcome : outcomes) {
                if (!outcome.get().isEmpty()) {
                    refusals.add(outcome.get());
                }
            }
        }
        return refusals;
    }
}
