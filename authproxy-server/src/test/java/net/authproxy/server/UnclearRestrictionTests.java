package net.authproxy.server;

import static net.authproxy.server.Actors.permission;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.authproxy.jose.SigningKey;
import net.authproxy.testsupport.DatabaseProvider;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A restriction that cannot be read grants nothing (goal A4). */
class UnclearRestrictionTests {

    @Nested
    class OnSqlite extends Unclear {

        @RegisterExtension
        static final RunningServer SERVER =
                RunningServer.on(DatabaseProvider.SQLITE).withEmbeddedRedis().running(Service.API, Service.ADMIN_API);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @Nested
    class OnPostgres extends Unclear {

        @RegisterExtension
        static final RunningServer SERVER =
                RunningServer.on(DatabaseProvider.POSTGRES).running(Service.API, Service.ADMIN_API);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Unclear {

        abstract RunningServer server();

        private Actors actors() {
            return new Actors(server());
        }

        private Caller admin() {
            return server().admin(Service.ADMIN_API);
        }

        /** Twelve ways to write a restriction badly. */
        private static List<Object> badRestrictions() {
            Map<String, Object> nullIds = new HashMap<>(permission("root.a4", "namespaces", "get"));
            nullIds.put("resource_ids", null);
            Map<String, Object> textIds = new HashMap<>(nullIds);
            textIds.put("resource_ids", "*");
            Map<String, Object> typo = new HashMap<>(permission("root.a4", "namespaces", "get"));
            typo.put("resource_id", List.of("root.a4"));
            return List.of(
                    "",
                    "*",
                    Map.of(),
                    List.of("*"),
                    List.of(Map.of()),
                    List.of(Map.of("namespace", "root.a4", "resources", List.of("namespaces"))),
                    List.of(permission("root.a4", "namespaces")),
                    List.of(permission("", "namespaces", "get")),
                    List.of(permission("root.a4", "namespaces", "gett")),
                    List.of(typo),
                    List.of(nullIds),
                    List.of(textIds));
        }

        @Test
        @Tag("A4")
        void a4AnUnclearRestrictionGrantsNothing() {
            actors().namespaces("root.a4");
            String id = actors().make("root.a4", "agent", permission("root.a4.**", "namespaces", "get", "list"));
            Caller agent = server().as(Service.API, "root.a4", "agent");
            assertThat(badRestrictions()).hasSize(12);

            for (Object bad : badRestrictions()) {
                agent.with(server().hostToken(Service.API, "root.a4", "agent")
                                .with("permissions", bad)
                                .sign(server().hostKey))
                        .get("/namespaces/root.a4")
                        .expectError(401, "invalid_permissions_claim");
                agent.post("/actors/" + id + "/_tokens", Map.of("permissions", bad))
                        .expectError(400, "validation_failed");
                admin().patch("/actors/" + id, Map.of("permissions", bad)).expectError(400, "validation_failed");
            }
            Map<String, Object> absent = new HashMap<>();
            absent.put("permissions", null);
            agent.post("/actors/" + id + "/_tokens", absent).expectError(400, "validation_failed");
            agent.with(server().hostToken(Service.API, "root.a4", "agent")
                            .with("permissions", List.of())
                            .sign(server().hostKey))
                    .get("/namespaces/root.a4")
                    .expectError(403, "permission_denied");
            Answer empty = agent.post("/actors/" + id + "/_tokens", Map.of("permissions", List.of()))
                    .expect(201);
            agent.with(empty.text("token")).get("/namespaces/root.a4").expectError(403, "permission_denied");
            agent.get("/namespaces/root.a4").expect(200);
        }

        private final KeyPair malloryKeys = KeyFiles.ed25519();
        private final SigningKey malloryKey = KeyFiles.signingKey(malloryKeys);

        private Tokens mallorysToken(Service service) {
            return Tokens.of("mallory")
                    .with("namespace", "root.esc")
                    .with("aud", service.id())
                    .with("actor_signed", true);
        }

        private Caller mallory(Service service) {
            return server().admin(service).with(mallorysToken(service).sign(malloryKey));
        }

        private Caller mallory() {
            return mallory(Service.ADMIN_API);
        }

        private Answer make(String namespace, String externalId, Map<String, String> labels, Object permission) {
            return mallory()
                    .post(
                            "/actors",
                            Map.of(
                                    "namespace",
                                    namespace,
                                    "external_id",
                                    externalId,
                                    "labels",
                                    labels,
                                    "permissions",
                                    List.of(permission)));
        }
    }
}
