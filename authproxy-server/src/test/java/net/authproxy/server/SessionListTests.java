package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.authproxy.testsupport.DatabaseProvider;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Sessions shown and ended one by one, of oneself and of others (contract 5.5). */
class SessionListTests {

    @Nested
    class OnSqlite extends Listed {

        @RegisterExtension
        static final RunningServer SERVER = SessionServers.on(DatabaseProvider.SQLITE);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @Nested
    class OnPostgres extends Listed {

        @RegisterExtension
        static final RunningServer SERVER = SessionServers.on(DatabaseProvider.POSTGRES);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Listed {

        private static final String MISSING = "sess_01kb2q6r3v8w9x0y1z2a3b4c5d";

        abstract RunningServer server();

        private Browser signedIn(Service service) {
            return SessionServers.signedIn(server(), service);
        }

        private String actor(String name, List<?> permissions) {
            return server().admin(Service.ADMIN_API)
                    .post("/actors", Map.of("namespace", "root", "external_id", name, "permissions", permissions))
                    .expect(201)
                    .text("id");
        }

        private static Map<String, Object> permission(String namespace, String resource, String... verbs) {
            return Map.of("namespace", namespace, "resources", List.of(resource), "verbs", List.of(verbs));
        }

        @Test
        void showsAndEndsOnesOwnSessions() {
            actor("twice", List.of());
            Browser one = SessionServers.signedIn(server(), server().process(), Service.PUBLIC, "root", "twice");
            Browser two = SessionServers.signedIn(server(), server().process(), Service.ADMIN_API, "root", "twice");

            JsonNode items = one.get("/session/_list").expect(200).json().path("items");
            assertThat(items.size()).isEqualTo(2);
            JsonNode mine = items.path(0);
            assertThat(mine.path("id").asString()).startsWith("sess_");
            assertThat(mine.path("service").asString()).isEqualTo("public");
            assertThat(mine.path("ip").asString()).isEqualTo("127.0.0.1");
            assertThat(mine.path("user_agent").asString()).startsWith("Java-http-client");
            assertThat(mine.path("created_at").asString()).endsWith("Z");
            assertThat(mine.path("last_seen_at").asString()).endsWith("Z");
            assertThat(mine.path("expires_at").asString()).endsWith("Z");
            assertThat(mine.path("current").asBoolean()).isTrue();
            assertThat(items.path(1).path("current").asBoolean(true)).isFalse();
            String other = items.path(1).path("id").asString();
            Browser stranger = signedIn(Service.PUBLIC);

            stranger.delete("/session/" + other).expectError(404, "not_found");
            stranger.delete("/session/" + MISSING).expectError(404, "not_found");
            stranger.delete("/session/cxn_01kb2q6r3v8w9x0y1z2a3b4c5d").expectError(404, "not_found");
            stranger.delete("/session/nonsense").expectError(400, "invalid_id");
            two.get("/me").expect(200);
            one.delete("/session/" + other).expect(204);
            two.get("/me").expect(401);
            assertThat(one.delete("/session/" + mine.path("id").asString())
                            .expect(204)
                            .header("Set-Cookie"))
                    .contains("Max-Age=0");
            Caller bearer = server().as(Service.PUBLIC, "root", "twice");
            assertThat(bearer.get("/session/_list").expect(200).json().path("items"))
                    .isEmpty();
        }

        @Test
        void pagesThroughSessions() {
            String id = actor("many", List.of());
            for (int i = 0; i < 7; i++) {
                SessionServers.signedIn(server(), server().process(), Service.PUBLIC, "root", "many");
            }
            Caller admin = server().admin(Service.ADMIN_API);
            List<String> all = Actors.values(admin.get("/sessions?actor_id=" + id), "id");
            assertThat(all).hasSize(7);
            assertThat(Actors.values(admin.get("/sessions?order_by=created_at%20DESC&actor_id=" + id), "id"))
                    .isEqualTo(all.reversed());

            Answer first = admin.get("/sessions?limit=3&include_total=true&actor_id=" + id);
            assertThat(first.json().path("total").asInt()).isEqualTo(7);
            assertThat(first.json().path("total_exact").asBoolean()).isTrue();
            admin.delete("/sessions/" + all.get(2)).expect(204);
            admin.delete("/sessions/" + all.get(4)).expect(204);
            Answer second = admin.get("/sessions?cursor=" + first.text("cursor"));
            assertThat(Actors.values(first, "id")).isEqualTo(all.subList(0, 3));
            assertThat(Actors.values(second, "id")).containsExactly(all.get(3), all.get(5), all.get(6));
            assertThat(second.json().has("cursor")).isFalse();

            assertThat(Actors.values(admin.get("/sessions?namespace=root.other.**"), "id"))
                    .isEmpty();
            assertThat(Actors.values(admin.get("/sessions?namespace=root&actor_id=" + id), "id"))
                    .hasSize(5);
            admin.get("/sessions?limit=0").expectError(400, "invalid_limit");
            admin.get("/sessions?order_by=id").expectError(400, "invalid_order_by");
            admin.get("/sessions?label_selector=a").expectError(400, "invalid_label_selector");
            admin.get("/sessions?cursor=x").expectError(400, "invalid_cursor");
            admin.get("/actors?cursor=" + first.text("cursor")).expectError(400, "invalid_cursor");
        }

        @Test
        void letsAnAdministratorShowAndEndAnySession() {
            String id = actor("watched", List.of(permission("root.north.**", "sessions", "list", "delete")));
            Browser watched =
                    SessionServers.signedIn(server(), server().process(), Service.ADMIN_API, "root", "watched");
            Caller admin = server().admin(Service.ADMIN_API);

            JsonNode items =
                    admin.get("/sessions?actor_id=" + id).expect(200).json().path("items");
            assertThat(items.size()).isEqualTo(1);
            assertThat(items.path(0).path("actor_id").asString()).isEqualTo(id);
            String session = items.path(0).path("id").asString();
            assertThat(admin.get("/sessions").expect(200).body()).contains(session);
            watched.get("/sessions").expectError(403, "permission_denied");
            watched.delete("/sessions/" + session).expectError(403, "permission_denied");
            admin.get("/sessions?actor_id=x").expectError(400, "invalid_filter");
            admin.delete("/sessions/" + MISSING).expectError(404, "not_found");

            admin.delete("/sessions/" + session).expect(204);

            watched.get("/me").expect(401);
            server().admin(Service.API).get("/sessions").expectError(404, "not_found");
            server().admin(Service.PUBLIC).get("/sessions").expectError(404, "not_found");
            server().admin(Service.API).get("/session/_list").expectError(404, "not_found");
        }
    }
}
