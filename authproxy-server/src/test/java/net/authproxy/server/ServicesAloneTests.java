package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import net.authproxy.testsupport.DatabaseProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each service in a process of its own, all on one PostgreSQL and one Redis (contract 2). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServicesAloneTests {

    private static final Duration EVERYWHERE = Duration.ofSeconds(5);
    private static final String MISSING = "cxn_01kb2q6r3v8w9x0y1z2a3b4c5d";

    private static final List<String> EVERYWHERE_ROUTES = List.of("/connectors", "/connections", "/me");
    private static final List<String> INTERNAL_ROUTES = List.of(
            "/namespaces", "/actors", "/connectors/" + MISSING.replace("cxn_", "cxr_") + "/versions", "/request-log");

    @RegisterExtension
    static final RunningServer SERVER =
            RunningServer.on(DatabaseProvider.POSTGRES).stopped();

    @Test
    void publicServesTheMarketplaceOnly() {
        try (ServerProcess alone = SERVER.startProcess(EnumSet.of(Service.PUBLIC))) {
            Caller caller = SERVER.admin(alone, Service.PUBLIC);
            served(caller, EVERYWHERE_ROUTES);
            absent(caller, INTERNAL_ROUTES);
            absent(caller, List.of("/connections/" + MISSING + "/_proxy_raw/x", "/openapi.json"));
            healthy(caller, "public");
            caller.get("/metrics").expect(404);
        }
    }

    @Test
    void apiServesManagementAndTheProxy() {
        try (ServerProcess alone = SERVER.startProcess(EnumSet.of(Service.API))) {
            Caller caller = SERVER.admin(alone, Service.API);
            served(caller, EVERYWHERE_ROUTES);
            served(caller, List.of("/namespaces", "/actors", "/connectors/_versions", "/request-log"));
            assertThat(new Connections(() -> caller, RunningServer.KEY).connect("header"))
                    .startsWith("cxn_");
            caller.get("/connections/" + MISSING + "/_proxy_raw/x").expectError(404, "not_found");
            absent(caller, List.of("/actors/x/keys/y", "/encryption-keys", "/task-monitoring/queues", "/sessions"));
            healthy(caller, "api");
            assertThat(caller.get("/metrics").expect(200).body()).contains("authproxy_");
        }
    }

    @Test
    void adminApiServesManagementWithoutTheProxy() {
        try (ServerProcess alone = SERVER.startProcess(EnumSet.of(Service.ADMIN_API))) {
            Caller caller = SERVER.admin(alone, Service.ADMIN_API);
            served(caller, EVERYWHERE_ROUTES);
            served(caller, List.of("/namespaces", "/actors", "/connectors/_versions", "/request-log"));
            String id = new Connections(() -> caller, RunningServer.KEY).connect("header");
            caller.get("/connections/" + id + "/_proxy_raw/x").expectError(404, "not_found");
            caller.post("/connections/" + id + "/_proxy", Map.of("method", "GET", "url", "/x"))
                    .expectError(404, "not_found");
            healthy(caller, "admin-api");
        }
    }

    @Test
    void workerServesHealthOnlyAndWorksForTheOthers() {
        try (ServerProcess api = SERVER.startProcess(EnumSet.of(Service.API))) {
            Caller caller = SERVER.admin(api, Service.API);
            String id = new Connections(() -> caller, RunningServer.KEY).connect("header");
            String task = caller.post("/connections/" + id + "/_disconnect", Map.of())
                    .expect(200)
                    .text("task_id");
            assertThat(caller.get("/tasks/" + task).expect(200).text("state")).isIn("pending", "scheduled");

            try (ServerProcess alone = SERVER.startProcess(EnumSet.of(Service.WORKER))) {
                Caller worker = RunningServer.caller(alone.port(Service.WORKER), () -> "");
                healthy(worker, "worker");
                absent(worker, EVERYWHERE_ROUTES);
                absent(worker, INTERNAL_ROUTES);
                Await.until(
                        Duration.ofSeconds(10),
                        () -> caller.get("/tasks/" + task).expect(200),
                        answer -> answer.text("state").equals("completed"));
            }
        }
    }

    private static void served(Caller caller, List<String> routes) {
        routes.forEach(route -> caller.get(route).expect(200));
    }

    private static void absent(Caller caller, List<String> routes) {
        routes.forEach(route -> assertThat(caller.get(route).status()).as(route).isEqualTo(404));
    }

    private static void healthy(Caller caller, String service) {
        Caller nobody = caller.with("");
        Answer ping = nobody.get("/ping").expect(200);
        assertThat(ping.text("service")).isEqualTo(service);
        assertThat(ping.text("message")).isEqualTo("pong");
        nobody.get("/livez").expect(200);
        nobody.get("/readyz").expect(200);
        Answer health = nobody.get("/healthz").expect(200);
        for (String check : List.of("ok", "db", "redis", "logStorage")) {
            assertThat(health.json().path(check).asBoolean()).as(check).isTrue();
        }
    }

    @Test
    void servesHealthOnItsOwnPortOnlyWhenItHasOne() throws java.io.IOException {
        int separate = RunningServer.freePort();
        String yaml = SERVER.configuration()
                .replace("public: {port: 0,", "public: {port: 0, health_check_port: " + separate + ",");
        try (ServerProcess alone = ServerProcess.start(SERVER.settings(yaml), EnumSet.of(Service.PUBLIC))) {
            assertThat(alone.healthPort(Service.PUBLIC)).isEqualTo(separate);
            Caller main = SERVER.admin(alone, Service.PUBLIC);
            Caller health = RunningServer.caller(separate, () -> "");

            healthy(health, "public");
            health.get("/metrics").expect(200);
            absent(main, List.of("/ping", "/livez", "/readyz", "/healthz", "/metrics"));
            absent(health, EVERYWHERE_ROUTES);
            served(main, EVERYWHERE_ROUTES);
        }
    }

    @Test
    void tellsOtherProcessesOfWhatIsGone() {
        try (ServerProcess here = SERVER.startProcess(EnumSet.of(Service.API));
                ServerProcess there = SERVER.startProcess(EnumSet.of(Service.API, Service.WORKER))) {
            Caller one = SERVER.admin(here, Service.API);
            Caller other = SERVER.admin(there, Service.API);
            for (int round = 0; round < 10; round++) {
                deletedActorIsRefused(one, there, "leaver-" + round);
                disconnectedConnectionIsRefused(one, other);
            }
        }
    }

    private static void deletedActorIsRefused(Caller one, ServerProcess there, String name) {
        String id = one.post("/actors", Map.of("namespace", "root", "external_id", name))
                .expect(201)
                .text("id");
        Caller leaver = RunningServer.caller(
                there.port(Service.API),
                () -> SERVER.hostToken(Service.API, "root", name).sign(SERVER.hostKey));
        leaver.get("/me").expect(200);

        one.delete("/actors/" + id).expect(204);

        Await.until(EVERYWHERE, () -> leaver.get("/me"), answer -> answer.status() == 401);
    }

    private static void disconnectedConnectionIsRefused(Caller one, Caller other) {
        String id = new Connections(() -> one, RunningServer.KEY).connect("header");
        other.get("/connections/" + id + "/_proxy_raw/warm").expect(200);

        one.post("/connections/" + id + "/_disconnect", Map.of()).expect(200);

        Await.until(
                EVERYWHERE,
                () -> other.get("/connections/" + id + "/_proxy_raw/cold"),
                answer -> answer.status() == 404 || answer.status() == 409);
    }
}
