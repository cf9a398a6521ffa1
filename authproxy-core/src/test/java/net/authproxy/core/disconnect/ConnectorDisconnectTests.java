package net.authproxy.core.disconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.fixture.CoreContext;
import net.authproxy.core.fixture.Installation;
import net.authproxy.core.fixture.TestTasks;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.NamespacePath;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.storage.DatabaseKind;
import net.authproxy.core.shared.task.NewTask;
import net.authproxy.core.shared.task.QueueName;
import net.authproxy.core.shared.task.TaskContext;
import net.authproxy.core.shared.task.TaskHandler;
import net.authproxy.core.shared.task.TaskQueue;
import net.authproxy.core.shared.task.TaskState;
import net.authproxy.core.shared.task.TaskType;
import net.authproxy.testsupport.RedisExtension;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every connection of a connector ends, those of others do not, and no interruption leaves one behind (contract 6.5). */
class ConnectorDisconnectTests {

    private static final String ENDING = """
            labels: {type: ending}
            display_name: Ending
            logo: https://api.example.com/logo.png
            auth: {type: api-key, placement: {type: bearer}}
            proxy: {base_url: "https://api.example.com"}
            """;

    private static final String STAYING = ENDING.replace("ending", "staying");

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private final TestTasks tasks = new TestTasks(redis);

    @AfterEach
    void close() {
        tasks.close();
        redis.flush();
    }

    private Installation open(DatabaseKind kind) {
        Installation at = Installation.open(
                kind, new CoreContext.Setup().bean(TaskQueue.class, tasks.queue()), DisconnectConfiguration.class);
        at.load(ENDING, STAYING);
        return at;
    }

    private static List<ResourceId> connect(Installation at, ActorPrincipal user, String type, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> at.connect(user, type, Map.of(), Map.of("api_key", "k")))
                .toList();
    }

    private static ResourceId connector(Installation at, String type) {
        return new ResourceId(IdType.CONNECTOR, at.versions(type).getFirst().id());
    }

    private static ActorPrincipal member(Installation at, String namespace) {
        return at.system(at.actor(new NamespacePath(namespace), "member"));
    }

    private void work(Installation at) {
        tasks.work(at.core().get("disconnectConnection", TaskHandler.class), at.get(ConnectorDisconnector.class));
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AuthProxyException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private static void assertState(Installation at, String state, List<ResourceId> ids) {
        assertThat(ids).allSatisfy(id -> assertThat(at.column(id, "state")).isEqualTo(state));
    }

    private static void awaitGone(Installation at, List<ResourceId> ids) {
        await().untilAsserted(() -> assertState(at, "disconnected", ids));
        assertThat(ids).allSatisfy(id -> {
            assertThat(at.column(id, "encrypted_credentials")).isNull();
            assertThat(at.column(id, "deleted_at")).isNotNull();
        });
    }

    @ParameterizedTest
    @EnumSource
    void stopsAllAtOnceAndEndsThemByTasks(DatabaseKind kind) {
        try (Installation at = open(kind)) {
            ActorPrincipal user = at.system(at.actor("alice"));
            List<ResourceId> ending = connect(at, user, "ending", 7);
            List<ResourceId> staying = connect(at, user, "staying", 2);

            ConnectorDisconnector.Begun begun =
                    at.get(ConnectorDisconnector.class).disconnectAll(user, connector(at, "ending"));

            assertThat(begun.connections()).isEqualTo(7);
            assertState(at, "disconnecting", ending);
            work(at);
            ResourceId task = at.get(TaskTokens.class).open(user, begun.taskToken());
            await().until(() -> tasks.queue().state(task).orElseThrow().phase() == TaskState.Phase.COMPLETED);
            awaitGone(at, ending);
            assertState(at, "ready", staying);
            assertThat(audited(at)).containsPattern("\"connections\": ?\"7\"");
        }
    }

    private static String audited(Installation at) {
        return String.valueOf(at.get(JdbcClient.class)
                .sql("select details from audit_log where action = 'connectors.disconnect_all'")
                .query()
                .singleValue());
    }

    @ParameterizedTest
    @EnumSource
    void leavesWhatTheCallerMayNotEnd(DatabaseKind kind) {
        try (Installation at = open(kind)) {
            List<ResourceId> north = connect(at, member(at, "root.north"), "ending", 3);
            List<ResourceId> south = connect(at, member(at, "root.south"), "ending", 3);
            ActorPrincipal operator = Installation.principal(at.actor(
                    "operator",
                    Installation.permission("root", "connectors", "archive"),
                    Installation.permission("root.north", "connections", "disconnect")));

            assertThat(at.get(ConnectorDisconnector.class)
                            .disconnectAll(operator, connector(at, "ending"))
                            .connections())
                    .isEqualTo(3);
            work(at);

            awaitGone(at, north);
            assertState(at, "ready", south);
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsNothingWithoutTheRights(DatabaseKind kind) {
        try (Installation at = open(kind)) {
            List<ResourceId> ids = connect(at, at.system(at.actor("alice")), "ending", 1);
            ConnectorDisconnector disconnector = at.get(ConnectorDisconnector.class);
            ResourceId connector = connector(at, "ending");
            ActorPrincipal ends = Installation.principal(
                    at.actor("ends", Installation.permission("root.**", "connections", "disconnect")));
            ActorPrincipal archives = Installation.principal(
                    at.actor("archives", Installation.permission("root.**", "connectors", "archive")));
            ActorPrincipal elsewhere = Installation.principal(at.actor(
                    "elsewhere",
                    Installation.permission("root.other", "connections", "disconnect"),
                    Installation.permission("root.other", "connectors", "archive")));

            assertRefused(ErrorCode.PERMISSION_DENIED, () -> disconnector.disconnectAll(ends, connector));
            assertThat(disconnector.disconnectAll(archives, connector).connections())
                    .isZero();
            assertRefused(ErrorCode.NOT_FOUND, () -> disconnector.disconnectAll(elsewhere, connector));
            assertRefused(
                    ErrorCode.NOT_FOUND,
                    () -> disconnector.disconnectAll(
                            at.system(), new ResourceId(IdType.CONNECTOR, "cxr_00000000000000000000000009")));
            assertState(at, "ready", ids);
        }
    }

    /** Redis forgets everything between the request and the work; then somebody asks again. */
    @ParameterizedTest
    @EnumSource
    void goesOnAfterTheQueueWasLost(DatabaseKind kind) {
        try (Installation at = open(kind)) {
            ActorPrincipal user = at.system(at.actor("alice"));
            List<ResourceId> ids = connect(at, user, "ending", 4);
            ConnectorDisconnector disconnector = at.get(ConnectorDisconnector.class);
            disconnector.disconnectAll(user, connector(at, "ending"));
            redis.flush();

            assertThat(disconnector.disconnectAll(user, connector(at, "ending")).connections())
                    .isZero();
            work(at);

            awaitGone(at, ids);
        }
    }

    /** One connection that its user ends does not wait behind the many. */
    @ParameterizedTest
    @EnumSource
    void waitsBehindWhatUsersEnd(DatabaseKind kind) {
        try (Installation at = open(kind)) {
            ActorPrincipal user = at.system(at.actor("alice"));
            connect(at, user, "ending", 2);
            at.get(ConnectorDisconnector.class).disconnectAll(user, connector(at, "ending"));
            Queue<QueueName> seen = new ConcurrentLinkedQueue<>();
            tasks.work(new Noting(seen), at.get(ConnectorDisconnector.class));

            await().untilAsserted(() -> assertThat(seen).containsExactly(QueueName.LOW, QueueName.LOW));
        }
    }

    private record Noting(Queue<QueueName> seen) implements TaskHandler {

        @Override
        public TaskType type() {
            return ConnectionDisconnector.TYPE;
        }

        @Override
        public void handle(TaskContext context) {
            seen.add(context.task().queue());
        }
    }

    /** The queue is only a hint. */
    @ParameterizedTest
    @EnumSource
    void aForgedTaskEndsNothing(DatabaseKind kind) {
        try (Installation at = open(kind)) {
            List<ResourceId> ids = connect(at, at.system(at.actor("alice")), "ending", 1);
            work(at);

            ResourceId forged =
                    queue("{\"connector_id\":\"" + connector(at, "ending").text() + "\"}");
            await().until(() -> tasks.queue().state(forged).orElseThrow().phase() == TaskState.Phase.COMPLETED);
            for (String payload : List.of("{}", "[]", "{\"connector_id\":7}")) {
                ResourceId broken = queue(payload);
                await().until(() -> tasks.queue().state(broken).orElseThrow().phase() == TaskState.Phase.FAILED);
            }

            assertState(at, "ready", ids);
        }
    }

    private ResourceId queue(String payload) {
        return tasks.queue()
                .enqueue(NewTask.of(ConnectorDisconnector.TYPE, payload))
                .id();
    }
}
