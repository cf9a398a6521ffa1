package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import net.authproxy.core.shared.redis.RedisAccess;
import net.authproxy.core.shared.redis.RedisEndpoint;
import net.authproxy.core.shared.secret.SecretString;
import net.authproxy.testsupport.DatabaseProvider;
import net.authproxy.testsupport.RedisExtension;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Background work as an operator sees it, and what is left of it when Redis loses everything (contract 12). */
class JobsTests {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** The leader notices the loss when it renews its lock, every 10 s. */
    private static final Duration AFTER_A_LOSS = Duration.ofSeconds(60);

    @Nested
    class OnSqlite extends Story {

        @RegisterExtension
        static final RunningServer SERVER = RunningServer.on(DatabaseProvider.SQLITE);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @Nested
    class OnPostgres extends Story {

        @RegisterExtension
        static final RunningServer SERVER = RunningServer.on(DatabaseProvider.POSTGRES);

        @Override
        RunningServer server() {
            return SERVER;
        }

        @Test
        void oneOfTwoWorkersLeadsAndTheOtherFollowsWhenItStops() {
            Caller first = worker(SERVER.process());
            Await.until(SOON, () -> isScheduler(first), leads -> leads);
            try (ServerProcess other = SERVER.startProcess(EnumSet.of(Service.WORKER))) {
                Caller second = worker(other);
                Await.until(SOON, () -> items("/servers").size(), count -> count == 2);

                assertThat(isScheduler(first)).isTrue();
                assertThat(isScheduler(second)).isFalse();
                assertThat(second.get("/healthz")
                                .expect(200)
                                .json()
                                .path("asynqServer")
                                .asBoolean())
                        .isTrue();
            }
            Await.until(SOON, () -> items("/servers").size(), count -> count == 1);
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Story {

        private static final String STORE = "authproxy:{queue}:";
        private static final String CRITICAL = "/task-monitoring/queues/critical";

        abstract RunningServer server();

        private Caller admin() {
            return server().admin(Service.ADMIN_API);
        }

        Caller worker(ServerProcess of) {
            return RunningServer.caller(of.port(Service.WORKER), () -> "");
        }

        boolean isScheduler(Caller worker) {
            return worker.get("/healthz").json().path("asyncIsScheduler").asBoolean();
        }

        List<JsonNode> items(String path) {
            JsonNode items =
                    admin().get("/task-monitoring" + path).expect(200).json().path("items");
            return StreamSupport.stream(items.spliterator(), false).toList();
        }

        private String disconnected() {
            Caller api = server().admin(Service.API);
            String id = new Connections(() -> api, RunningServer.KEY).connect("header");
            api.post("/connections/" + id + "/_disconnect", Map.of()).expect(200);
            return id;
        }

        private void gone(String connection, Duration limit) {
            Caller api = server().admin(Service.API);
            Await.until(limit, () -> api.get("/connections/" + connection), answer -> answer.status() == 404);
        }

        @Test
        void showsWhatWaitsInAPausedQueueAndGoesOn() {
            assertThat(admin().post(CRITICAL + "/_pause", Map.of())
                            .expect(200)
                            .json()
                            .path("ok")
                            .asBoolean())
                    .isTrue();
            assertThat(admin().get(CRITICAL).expect(200).json().path("paused").asBoolean())
                    .isTrue();
            String connection = disconnected();

            JsonNode task = items("/queues/critical/tasks/pending").getFirst();
            assertThat(task.path("type").asString()).isEqualTo("core:disconnect_connection");
            assertThat(task.path("payload").asString()).isEqualTo("{\"connection_id\":\"" + connection + "\"}");
            assertThat(task.path("state").asString()).isEqualTo("pending");
            assertThat(task.path("max_retry").asInt()).isEqualTo(4);
            assertThat(task.has("last_err")).isFalse();
            String id = task.path("id").asString();
            String one = CRITICAL + "/tasks/" + id;
            assertThat(admin().get(CRITICAL + "/tasks/pending/" + id)
                            .expect(200)
                            .json())
                    .isEqualTo(task);
            admin().get(CRITICAL + "/tasks/active/" + id).expectError(404, "not_found");
            admin().post(one + "/_cancel", Map.of()).expectError(409, "invalid_transition");
            admin().post(one + "/_archive", Map.of()).expect(200);
            assertThat(items("/queues/critical/tasks/archived")).hasSize(1);
            admin().post(one + "/_run", Map.of()).expect(200);
            assertThat(admin().get(CRITICAL).expect(200).json().path("pending").asInt())
                    .isEqualTo(1);

            admin().post(CRITICAL + "/_unpause", Map.of()).expect(200);

            gone(connection, SOON);
            Await.until(SOON, () -> admin().get(CRITICAL + "/tasks/completed/" + id), answer -> answer.status() == 200);
            JsonNode today =
                    admin().get(CRITICAL + "/history?days=2").expect(200).json();
            assertThat(today.isArray()).isTrue();
            assertThat(today.size()).isEqualTo(2);
            assertThat(today.path(0).path("processed").asInt()).isPositive();
            admin().delete(one).expect(200);
            admin().delete(one).expectError(404, "not_found");
            audited(id);
        }

        private void audited(String task) {
            String rows = admin().get("/audit?resource_id=" + task).expect(200).body();
            assertThat(rows)
                    .contains("tasks.archive", "tasks.run", "tasks.delete")
                    .doesNotContain("tasks.cancel");
            assertThat(admin().get("/audit?resource_id=critical").expect(200).body())
                    .contains("task_queues.pause", "task_queues.unpause");
        }

        @Test
        void aRedisThatLosesEverythingLosesNoWork() {
            Await.until(SOON, () -> isScheduler(worker(server().process())), leads -> leads);
            admin().post(CRITICAL + "/_pause", Map.of()).expect(200);
            String connection = disconnected();
            assertThat(items("/queues/critical/tasks/pending")).hasSize(1);

            server().redis.flush();

            assertThat(admin().get(CRITICAL).expect(200).json().path("size").asInt())
                    .isZero();
            gone(connection, AFTER_A_LOSS);
        }

        @Test
        @Tag("R9")
        void injectedTasksBecomeDeadLettersAndTheWorkerLivesOn() {
            admin().delete(CRITICAL + "/archived").expect(200);
            admin().post(CRITICAL + "/_pause", Map.of()).expect(200);
            String connection = disconnected();
            String genuine = items("/queues/critical/tasks/pending")
                    .getFirst()
                    .path("id")
                    .asString();
            RedisExtension redis = server().redis;
            try (RedisAccess access =
                    RedisAccess.to(RedisEndpoint.of(redis.host(), redis.port(), SecretString.of(redis.password())))) {
                String sealed = access.call(c -> c.hget(STORE + "t:" + genuine, "payload"));
                String type = "core:disconnect_connection";
                inject(access, "tsk_aaaaaaaaaaaaaaaaaaaaaaaaaa", type, sealed);
                inject(access, "tsk_bbbbbbbbbbbbbbbbbbbbbbbbbb", "core:unknown", sealed);
                inject(access, "tsk_cccccccccccccccccccccccccc", type, "x".repeat(10_000_000));
                inject(access, "tsk_dddddddddddddddddddddddddd", type, "{}");
                access.call(c -> c.set(STORE + "t:tsk_eeeeeeeeeeeeeeeeeeeeeeeeee", "no hash"));
                access.call(c -> c.lpush(STORE + "q:critical:pending", "tsk_eeeeeeeeeeeeeeeeeeeeeeeeee"));
            }

            admin().post(CRITICAL + "/_unpause", Map.of()).expect(200);

            gone(connection, SOON);
            List<JsonNode> dead =
                    Await.until(SOON, () -> items("/queues/critical/tasks/archived"), found -> found.size() == 4);
            assertThat(dead)
                    .extracting(task -> task.path("id").asString().charAt(4) + " "
                            + task.path("last_err").asString())
                    .containsExactlyInAnyOrder(
                            "a payload_unreadable",
                            "b unknown_type",
                            "c payload_missing_or_too_long",
                            "d payload_unreadable");
            worker(server().process()).get("/healthz").expect(200);
            gone(disconnected(), SOON);
            assertThat(admin().delete(CRITICAL + "/archived")
                            .expect(200)
                            .json()
                            .path("affected_count")
                            .asInt())
                    .isEqualTo(4);
        }

        private static void inject(RedisAccess access, String id, String type, String payload) {
            access.call(c -> c.hset(STORE + "t:" + id, Map.of("type", type, "payload", payload, "max", "many")));
            access.call(c -> c.lpush(STORE + "q:critical:pending", id));
        }

        @Test
        void showsTheScheduleAndTheWorker() {
            List<JsonNode> entries = Await.until(SOON, () -> items("/scheduler-entries"), found -> !found.isEmpty());
            assertThat(entries)
                    .extracting(entry -> entry.path("id").asString() + " "
                            + entry.path("spec").asString())
                    .containsExactly(
                            "auth_tasks:clear_expired_nonces @hourly",
                            "auth_tasks:sync_external_source */5 * * * *",
                            "core:schedule_probes * * * * *",
                            "database:cleanup_stale_connections @hourly",
                            "database:purge_soft_deleted @daily",
                            "database:resume */5 * * * *",
                            "oauth2:refresh_expiring_oauth_tokens */10 * * * *",
                            "oauth2:resume_refreshes @every 10s",
                            "webhooks:purge_deliveries @hourly");
            assertThat(entries)
                    .allMatch(entry -> entry.path("next").asString().endsWith("Z"))
                    .allMatch(entry -> entry.path("task_type")
                            .asString()
                            .equals(entry.path("id").asString()));

            List<JsonNode> servers = Await.until(SOON, () -> items("/servers"), found -> !found.isEmpty());
            JsonNode server = servers.getFirst();
            assertThat(server.path("pid").asLong())
                    .isEqualTo(ProcessHandle.current().pid());
            assertThat(server.path("status").asString()).isEqualTo("active");
            assertThat(server.path("queues").toString()).isEqualTo("{\"critical\":6,\"default\":5,\"low\":1}");
            assertThat(server.path("strict_priority").asBoolean(true)).isFalse();
        }

        @Test
        void refusesWhatIsUnknown() {
            admin().get("/task-monitoring/queues/nope").expectError(404, "not_found");
            admin().get("/task-monitoring/queues/low/tasks/nope").expectError(404, "not_found");
            admin().get("/task-monitoring/queues/low/history?days=91").expectError(400, "validation_failed");
            admin().get("/task-monitoring/queues/low/history?days=x").expectError(400, "validation_failed");
            admin().get("/task-monitoring/queues?order_by=size").expectError(400, "invalid_order_by");
            admin().get("/task-monitoring/queues?limit=0").expectError(400, "invalid_limit");
            admin().post("/task-monitoring/queues/low/tasks/nope/_run", Map.of())
                    .expectError(400, "invalid_id");
            admin().post("/task-monitoring/queues/low/tasks/tsk_01kb2q6r3v8w9x0y1z2a3b4c5d/_run", Map.of())
                    .expectError(404, "not_found");
            JsonNode page = admin().get("/task-monitoring/queues?limit=2&include_total=true")
                    .expect(200)
                    .json();
            assertThat(page.path("items").size()).isEqualTo(2);
            assertThat(page.path("total").asInt()).isEqualTo(3);
            assertThat(items("/queues?cursor=" + page.path("cursor").asString()))
                    .hasSize(1);
        }

        @Test
        void aPermissionBelowRootDoesNotCount() {
            Map<String, Object> permission = Map.of(
                    "namespace", "root.north.**", "resources", List.of("task_monitoring"), "verbs", List.of("*"));
            admin().post(
                            "/actors",
                            Map.of("namespace", "root", "external_id", "north", "permissions", List.of(permission)))
                    .expect(201);
            Caller north = server().as(Service.ADMIN_API, "root", "north");

            north.get("/task-monitoring/queues").expectError(403, "permission_denied");
            north.post(CRITICAL + "/_pause", Map.of()).expectError(403, "permission_denied");
        }

        @Test
        void healthTellsWhetherTheQueueCanBeReached() {
            Caller worker = worker(server().process());
            JsonNode sound = worker.get("/healthz").expect(200).json();
            assertThat(sound.path("asynqClient").asBoolean()).isTrue();
            assertThat(sound.path("asynqServer").asBoolean()).isTrue();
            server().redis.command("ACL SETUSER default resetkeys");
            try {
                JsonNode broken = worker.get("/healthz").expect(503).json();
                assertThat(broken.path("redis").asBoolean()).isTrue();
                assertThat(broken.path("asynqClient").asBoolean(true)).isFalse();
                assertThat(broken.path("ok").asBoolean(true)).isFalse();
            } finally {
                server().redis.command("ACL SETUSER default allkeys");
            }
            Await.until(SOON, () -> worker.get("/healthz").status(), status -> status == 200);
        }

        @Test
        void metricsTellOfJobsWithoutNamingThem() {
            String connection = disconnected();
            gone(connection, SOON);

            String metrics = Await.until(
                    SOON,
                    () -> worker(server().process()).get("/metrics").expect(200).body(),
                    text -> text.contains(
                            "authproxy_jobs_total{state=\"completed\",type=\"core:disconnect_connection\"}"));

            assertThat(metrics)
                    .contains("authproxy_jobs_duration_seconds_count{type=\"core:disconnect_connection\"}")
                    .contains("authproxy_jobs_queue{queue=\"low\",state=\"archived\"}")
                    .contains("authproxy_jobs_running")
                    .doesNotContain("tsk_")
                    .doesNotContain(connection);
        }
    }
}
