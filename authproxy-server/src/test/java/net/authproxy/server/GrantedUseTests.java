package net.authproxy.server;

import static net.authproxy.server.Actors.permission;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import net.authproxy.jose.SigningKey;
import net.authproxy.testsupport.DatabaseProvider;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was granted can be used, and no more than that (goal A5). */
class GrantedUseTests {

    @Nested
    class OnSqlite extends Granted {

        @RegisterExtension
        static final RunningServer SERVER =
                RunningServer.on(DatabaseProvider.SQLITE).withEmbeddedRedis().running(Service.API, Service.ADMIN_API);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @Nested
    class OnPostgres extends Granted {

        @RegisterExtension
        static final RunningServer SERVER =
                RunningServer.on(DatabaseProvider.POSTGRES).running(Service.API, Service.ADMIN_API);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Granted {

        abstract RunningServer server();

        private Actors actors() {
            return new Actors(server());
        }

        private Caller admin() {
            return server().admin(Service.ADMIN_API);
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

        @Test
        @Tag("A5")
        void a5WhatIsGrantedCanBeUsedAndNoMore() {
            actors().namespaces("root.give", "root.give.t1", "root.give.t2");
            actors().make(
                            "root.give",
                            "giver",
                            permission("root.give.**", "actors", "create", "get", "update", "manage_permissions"),
                            permission("root.give.**", "namespaces", "get"));
            String child = server().as(Service.ADMIN_API, "root.give", "giver")
                    .post(
                            "/actors",
                            Map.of(
                                    "namespace",
                                    "root.give",
                                    "external_id",
                                    "child",
                                    "labels",
                                    Map.of("tenant", "t1", "colour", "red"),
                                    "permissions",
                                    List.of(permission("root.give.{{labels.tenant}}", "namespaces", "get"))))
                    .expect(201)
                    .text("id");
            Caller user = server().as(Service.API, "root.give", "child");
            user.get("/namespaces/root.give.t1").expect(200);
            user.get("/namespaces/root.give.t2").expectError(404, "not_found");
            actors().make("root.give", "labeller", permission("root.give.**", "actors", "get", "update"));
            Caller labeller = server().as(Service.API, "root.give", "labeller");

            labeller.patch("/actors/" + child, Map.of("labels", Map.of("tenant", "t1", "colour", "blue")))
                    .expect(200);
            labeller.patch("/actors/" + child, Map.of("labels", Map.of("tenant", "t2")))
                    .expectError(403, "permission_denied");
            labeller.patch("/actors/" + child, Map.of("labels", Map.of("colour", "blue")))
                    .expectError(403, "permission_denied");
            user.get("/namespaces/root.give.t2").expectError(404, "not_found");
            server().as(Service.API, "root.give", "giver")
                    .patch("/actors/" + child, Map.of("labels", Map.of("tenant", "t2")))
                    .expect(200);
            user.get("/namespaces/root.give.t2").expect(200);
            user.get("/namespaces/root.give.t1").expectError(404, "not_found");
        }

        @Test
        void changingPermissionsNeedsAVerbOfItsOwn() {
            actors().namespaces("root.verb");
            String target = actors().make("root.verb", "edited");
            actors().make("root", "editor", permission("root.verb.**", "actors", "get", "update"));
            Caller editor = server().as(Service.ADMIN_API, "root", "editor");
            Map<String, Object> within = Map.of("permissions", List.of(permission("root.verb", "actors", "get")));

            editor.patch("/actors/" + target, within).expectError(403, "permission_denied");
            editor.patch("/actors/" + target, Map.of("labels", Map.of("a", "b")))
                    .expect(200);

            assertThat(admin().get("/actors/" + target).expect(200).json().path("permissions"))
                    .isEmpty();
        }
    }
}
