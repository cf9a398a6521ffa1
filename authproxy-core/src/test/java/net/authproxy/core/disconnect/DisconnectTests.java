package net.authproxy.core.disconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import net.authproxy.core.authorization.ActorPrincipal;
import net.authproxy.core.connection.ConnectionState;
import net.authproxy.core.fixture.CoreContext;
import net.authproxy.core.fixture.Installation;
import net.authproxy.core.fixture.TestTasks;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import net.authproxy.core.shared.resource.IdType;
import net.authproxy.core.shared.resource.ResourceId;
import net.authproxy.core.shared.storage.DatabaseKind;
import net.authproxy.core.shared.task.NewTask;
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

/** A disconnect always completes: begun in the database, done by a task that may be lost or run twice (contract 7.3). */
class DisconnectTests {

    private static final String CONNECTOR = """
            labels: {type: keyed}
            display_name: Keyed
            logo: https://api.example.com/logo.png
            auth: {type: api-key, placement: {type: bearer}}
            proxy: {base_url: "https://api.example.com"}
            setup_flow:
              preconnect:
                steps: [{id: tenant, json_schema: {type: object, properties: {tenant: {type: string}}}}]
            """;

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
        at.load(CONNECTOR);
        return at;
    }

    private static ActorPrincipal user(Installation at) {
        return at.system(at.actor("alice"));
    }

    private static ResourceId ready(Installation at, ActorPrincipal user) {
        ResourceId id = created(at, user);
        at.submit(user, id, "tenant", Map.of("tenant", "acme"));
        at.submit(user, id, "credentials", Map.of("api_key", "k-1"));
        return id;
    }

    private static ResourceId created(Installation at, ActorPrincipal user) {
        return new ResourceId(
                IdType.CONNECTION, at.initiate(user, "keyed", Map.of()).connectionId());
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AuthProxyException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private TaskState.Phase phase(ResourceId task) {
        return tasks.queue().state(task).orElseThrow().phase();
    }

    private static void assertGone(Installation at, ResourceId id) {
        assertThat(at.column(id, "state")).isEqualTo("disconnected");
        assertThat(at.column(id, "deleted_at")).isNotNull();
        assertThat(at.column(id, "setup_step")).isNull();
        assertThat(at.column(id, "encrypted_credentials")).isNull();
        assertThat(at.column(id, "encrypted_configuration")).isNull();
        assertThat(at.column(id, "encrypted_staged")).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void stopsAtOnceAndIsFinishedByTheTask(DatabaseKind kind) {
        try (Installation at = open(kind)) {
            ActorPrincipal user = user(at);
            ResourceId id = ready(at, user);

            Disconnecting begun = at.get(ConnectionDisconnector.class).disconnect(user, id);

            assertThat(begun.connection().state()).isEqualTo(ConnectionState.DISCONNECTING);
            assertThat(at.column(id, "state")).isEqualTo("disconnecting");
            assertThat(at.column(id, "encrypted_credentials")).isNotNull();
            ResourceId task = at.get(TaskTokens.class).open(user, begun.taskToken());
            assertThat(phase(task)).isEqualTo(TaskState.Phase.PENDING);

            tasks.work(disconnect(at));
            await().until(() -> phase(task) == TaskState.Phase.COMPLETED);

            assertGone(at, id);
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsAConnectionWhoseSetupIsUnderWay(DatabaseKind kind) {
        try (Installation at = open(kind)) {
            ActorPrincipal user = user(at);
            ResourceId id = created(at, user);

            at.get(ConnectionDisconnector.class).disconnect(user, id);
            tasks.work(disconnect(at));

            await().until(() -> "disconnected".equals(at.column(id, "state")));
            assertGone(at, id);
        }
    }

    @ParameterizedTest
    @EnumSource
    void askingAgainGivesTheSameTask(DatabaseKind kind) {
        try (Installation at = open(kind)) {
            ActorPrincipal user = user(at);
            ActorPrincipal other = at.system(at.actor("bob"));
            ResourceId id = ready(at, user);
            ConnectionDisconnector disconnector = at.get(ConnectionDisconnector.class);
            TaskTokens tokens = at.get(TaskTokens.class);

            Disconnecting first = disconnector.disconnect(user, id);
            Disconnecting second = disconnector.disconnect(other, id);

            assertThat(tokens.open(other, second.taskToken())).isEqualTo(tokens.open(user, first.taskToken()));
            assertRefused(ErrorCode.TASK_OF_OTHER_ACTOR, () -> tokens.open(user, second.taskToken()));
            for (String forged : new String[] {"", "x", first.taskToken() + "A", "A" + first.taskToken(), "%00", "é"}) {
                assertRefused(ErrorCode.VALIDATION_FAILED, () -> tokens.open(user, forged));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void asksForTheRightFirst(DatabaseKind kind) {
        try (Installation at = open(kind)) {
            ResourceId id = ready(at, user(at));
            ConnectionDisconnector disconnector = at.get(ConnectionDisconnector.class);
            ActorPrincipal reader = Installation.principal(at.actor(
                    "reader",
                    Installation.permission("root", "connections", "get"),
                    Installation.permission("root.other", "connections", "disconnect")));
            ActorPrincipal stranger = Installation.principal(
                    at.actor("stranger", Installation.permission("root.other", "connections", "disconnect")));
            ActorPrincipal nobody = Installation.principal(at.actor("nobody"));

            assertRefused(ErrorCode.PERMISSION_DENIED, () -> disconnector.disconnect(reader, id));
            assertRefused(ErrorCode.NOT_FOUND, () -> disconnector.disconnect(stranger, id));
            assertRefused(
                    ErrorCode.PERMISSION_DENIED,
                    () -> disconnector.disconnect(
                            nobody, new ResourceId(IdType.CONNECTION, "cxn_00000000000000000000000009")));
            assertThat(at.column(id, "state")).isEqualTo("ready");
        }
    }

    /** A crash after the state was committed and before the task was queued, or a Redis that forgot it. */
    @ParameterizedTest
    @EnumSource
    void findsALostTaskAgain(DatabaseKind kind) {
        try (Installation at = open(kind)) {
            ActorPrincipal user = user(at);
            ResourceId id = ready(at, user);
            ResourceId other = ready(at, user);
            ConnectionDisconnector disconnector = at.get(ConnectionDisconnector.class);
            disconnector.disconnect(user, id);
            redis.flush();

            assertThat(disconnector.resume()).isEqualTo(1);
            assertThat(disconnector.resume()).as("queued once all the same").isEqualTo(1);
            tasks.work(disconnect(at));

            await().until(() -> "disconnected".equals(at.column(id, "state")));
            assertGone(at, id);
            assertThat(at.column(other, "state")).isEqualTo("ready");
            assertThat(disconnector.resume()).isZero();
        }
    }

    /** The worker dies after the work and before it could say so; then before the work. */
    @ParameterizedTest
    @EnumSource
    void runsTwiceWithoutHarm(DatabaseKind kind) {
        try (Installation at = open(kind)) {
            ActorPrincipal user = user(at);
            ResourceId id = ready(at, user);
            TaskHandler real = disconnect(at);
            AtomicInteger runs = new AtomicInteger();
            ResourceId task = at.get(TaskTokens.class)
                    .open(
                            user,
                            at.get(ConnectionDisconnector.class)
                                    .disconnect(user, id)
                                    .taskToken());

            tasks.work(new Crashing(real, runs));
            await().until(() -> phase(task) == TaskState.Phase.COMPLETED);

            assertThat(runs).hasValue(4);
            assertGone(at, id);
            Object deletedAt = at.column(id, "deleted_at");
            at.get(net.authproxy.core.connection.ConnectionStore.class).finishDisconnect(id.text());
            assertThat(at.column(id, "deleted_at")).isEqualTo(deletedAt);
        }
    }

    /** Dies before the work, after it, again before it; then lives. */
    private static TaskHandler disconnect(Installation at) {
        return at.core().get("disconnectConnection", TaskHandler.class);
    }

    private record Crashing(TaskHandler real, AtomicInteger runs) implements TaskHandler {

        @Override
        public TaskType type() {
            return real.type();
        }

        @Override
        public void handle(TaskContext context) throws InterruptedException {
            switch (runs.incrementAndGet()) {
                case 1, 3 -> throw new IllegalStateException("died before the work");
                case 2 -> {
                    real.handle(context);
                    throw new IllegalStateException("died after the work");
                }
                default -> real.handle(context);
            }
        }

        @Override
        public Duration backoff(int attempt, RandomGenerator random) {
            return Duration.ofMillis(10);
        }
    }

    /** The queue is only a hint: a task that nobody's disconnect made ends nothing. */
    @ParameterizedTest
    @EnumSource
    void aForgedTaskEndsNothing(DatabaseKind kind) {
        try (Installation at = open(kind)) {
            ActorPrincipal user = user(at);
            ResourceId id = ready(at, user);
            tasks.work(disconnect(at));

            ResourceId forged = queue("{\"connection_id\":\"" + id.text() + "\"}");
            await().until(() -> phase(forged) == TaskState.Phase.COMPLETED);
            assertThat(at.column(id, "state")).isEqualTo("ready");
            assertThat(at.column(id, "encrypted_credentials")).isNotNull();

            for (String payload : new String[] {"{}", "[]", "{\"connection_id\":7}", "{\"connection_id\":null}"}) {
                ResourceId broken = queue(payload);
                await().until(() -> phase(broken) == TaskState.Phase.FAILED);
            }
            ResourceId unknown = queue("{\"connection_id\":\"cxn_00000000000000000000000009\"}");
            await().until(() -> phase(unknown) == TaskState.Phase.COMPLETED);
        }
    }

    private ResourceId queue(String payload) {
        return tasks.queue()
                .enqueue(NewTask.of(ConnectionDisconnector.TYPE, payload))
                .id();
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatIsGoneCannotBeEndedAgain(DatabaseKind kind) {
        try (Installation at = open(kind)) {
            ActorPrincipal user = user(at);
            ResourceId id = ready(at, user);
            ConnectionDisconnector disconnector = at.get(ConnectionDisconnector.class);
            disconnector.disconnect(user, id);
            tasks.work(disconnect(at));
            await().until(() -> "disconnected".equals(at.column(id, "state")));

            assertRefused(ErrorCode.NOT_FOUND, () -> disconnector.disconnect(user, id));
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoWhoAskAtTheSameTimeGetTheSameTask(DatabaseKind kind) throws Exception {
        try (Installation at = open(kind);
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            ActorPrincipal user = user(at);
            for (int round = 0; round < 10; round++) {
                ResourceId id = created(at, user);
                CyclicBarrier together = new CyclicBarrier(2);
                Callable<ResourceId> ask = () -> {
                    together.await();
                    Disconnecting begun = at.get(ConnectionDisconnector.class).disconnect(user, id);
                    return at.get(TaskTokens.class).open(user, begun.taskToken());
                };
                Future<ResourceId> first = threads.submit(ask);
                Future<ResourceId> second = threads.submit(ask);

                assertThat(first.get()).isEqualTo(second.get());
            }
        }
    }
}
