package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.authproxy.testsupport.DatabaseProvider;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Login sessions over HTTP: hand-off, use, XSRF, end (contract 5.1, 5.5, 5.6). */
class SessionTests {

    @Nested
    class OnSqlite extends Sessions {

        @RegisterExtension
        static final RunningServer SERVER = SessionServers.on(DatabaseProvider.SQLITE);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @Nested
    class OnPostgres extends Sessions {

        @RegisterExtension
        static final RunningServer SERVER = SessionServers.on(DatabaseProvider.POSTGRES);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Sessions {

        private final Connections connections = new Connections(() -> server().admin(Service.API), RunningServer.KEY);

        abstract RunningServer server();

        private int port(Service service) {
            return server().process().port(service);
        }

        private Browser signedIn(Service service) {
            return SessionServers.signedIn(server(), service);
        }

        private String handOff(Service service) {
            return SessionServers.handOff(server(), service, "root", RunningServer.ADMIN);
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
        void goesTheWholeWayRound() {
            String wish = SessionServers.MARKETPLACE + "/connections?tab=mine";
            Browser browser = new Browser(port(Service.PUBLIC));

            Answer unknown = browser.initiate("", Map.of("return_to_url", wish)).expectError(401, "unauthenticated");
            assertThat(unknown.text("redirect_url"))
                    .isEqualTo(
                            SessionServers.SIGN_IN + "?return_to=" + URLEncoder.encode(wish, StandardCharsets.UTF_8));
            assertThat(unknown.header("Set-Cookie")).isEmpty();

            String token = handOff(Service.PUBLIC);
            Answer done = browser.initiate(token, Map.of("return_to_url", wish)).expect(200);
            assertThat(done.text("actor_id")).startsWith("act_");
            assertThat(done.json().size()).isEqualTo(1);
            assertThat(done.header("X-XSRF-TOKEN")).isNotEmpty();
            assertThat(done.header("Cache-Control")).isEqualTo("no-store");
            assertThat(done.header("Set-Cookie"))
                    .startsWith("SESSION-ID=")
                    .endsWith("; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax");

            Answer me = browser.get("/me").expect(200);
            assertThat(me.text("auth")).isEqualTo("session");
            assertThat(me.text("service")).isEqualTo("public");
            assertThat(me.json().has("token")).isFalse();
            assertThat(me.json().path("actor").path("id").asString()).isEqualTo(done.text("actor_id"));
            assertThat(me.header("X-XSRF-TOKEN")).isEqualTo(browser.xsrf());

            Answer again = new Browser(port(Service.PUBLIC)).initiate(token).expectError(401, "nonce_reused");
            assertThat(again.text("redirect_url"))
                    .isEqualTo(SessionServers.SIGN_IN + "?return_to=http%3A%2F%2Flocalhost%3A8080");

            String before = browser.cookie();
            Answer out = browser.post("/session/_terminate", Map.of()).expect(200);
            assertThat(out.body()).isEqualTo("{}");
            assertThat(out.header("Set-Cookie")).startsWith("SESSION-ID=; Path=/; Max-Age=0; HttpOnly");
            Browser left = new Browser(port(Service.PUBLIC)).holding(before, browser.xsrf());
            Answer gone = left.get("/me").expectError(401, "unauthenticated");
            assertThat(gone.header("Set-Cookie")).startsWith("SESSION-ID=; Path=/; Max-Age=0");
        }

        @Test
        void adminSignsInByItsOwnWay() {
            Browser browser = new Browser(port(Service.ADMIN_API));

            Answer unknown = browser.initiate("", Map.of("return_to", "https://evil.example/x"))
                    .expectError(401, "unauthenticated");
            assertThat(unknown.text("redirect_url"))
                    .isEqualTo(SessionServers.ADMIN_SIGN_IN + "?return_to=http%3A%2F%2Flocalhost%3A5174%2Fconsole");
            browser.initiate(handOff(Service.PUBLIC)).expectError(401, "wrong_audience");

            assertThat(browser.initiate(handOff(Service.ADMIN_API)).expect(200).header("Set-Cookie"))
                    .startsWith("ADMIN-SESSION-ID=");
            assertThat(browser.get("/me").expect(200).text("auth")).isEqualTo("session");
            browser.get("/actors").expect(200);
        }

        @Test
        void signsOutWhoeverIsNotSignedIn() {
            Browser nobody = new Browser(port(Service.PUBLIC));
            nobody.send("POST", "/session/_terminate", null, Map.of()).expect(200);
            Answer junk = nobody.holding("SESSION-ID=junk", "")
                    .send("POST", "/session/_terminate", null, Map.of())
                    .expect(200);
            assertThat(junk.header("Set-Cookie")).contains("Max-Age=0");
            nobody.send("POST", "/session/_terminate", null, Map.of("Authorization", "Bearer a.b.c"))
                    .expectError(401, "invalid_token");
        }

        @Test
        void takesTheTokenFromTheQueryOfInitiateOnly() {
            String token = handOff(Service.PUBLIC);
            Browser browser = new Browser(port(Service.PUBLIC));

            browser.get("/me?auth_token=" + token).expectError(401, "unauthenticated");
            browser.send(
                            "POST",
                            "/session/_initiate?auth_token=" + token,
                            "{",
                            Map.of("Content-Type", "application/json"))
                    .expectError(400, "malformed_json");
            browser.send("POST", "/session/_initiate?auth_token=" + token, "a=b", Map.of("Content-Type", "text/plain"))
                    .expectError(415, "unsupported_media_type");
            browser.send(
                            "POST",
                            "/session/_initiate",
                            "{\"return_to_url\":{}}",
                            Map.of("Content-Type", "application/json"))
                    .expectError(400, "validation_failed");
            browser.send(
                            "POST",
                            "/session/_initiate?auth_token=" + token,
                            null,
                            Map.of("Authorization", "Bearer " + token))
                    .expectError(401, "invalid_token");
            browser.send(
                            "POST",
                            "/session/_initiate?auth_token=" + token,
                            "{}",
                            Map.of("Content-Type", "application/json", "Sec-Fetch-Site", "cross-site"))
                    .expectError(403, "xsrf_missing");

            browser.send("POST", "/session/_initiate?auth_token=" + token, null, Map.of())
                    .expect(200);
            browser.get("/me").expect(200);
        }

        @Test
        void tellsABrowserThatItIsSignedIn() {
            Browser browser = signedIn(Service.PUBLIC);
            String me = browser.get("/me").json().path("actor").path("id").asString();

            Answer still = browser.initiate("").expect(200);

            assertThat(still.text("actor_id")).isEqualTo(me);
            assertThat(still.header("Set-Cookie")).contains("Max-Age=431").doesNotContain("Max-Age=0");
            assertThat(currents(browser)).hasSize(1);
            browser.get("/me").expect(200);
        }

        private List<String> currents(Browser browser) {
            List<String> ids = new ArrayList<>();
            browser.get("/session/_list").expect(200).json().path("items").forEach(item -> {
                if (item.path("current").asBoolean()) {
                    ids.add(item.path("id").asString());
                }
            });
            return ids;
        }

        @Test
        @Tag("J6")
        void givesANewIdAtEverySignIn() {
            Browser browser = signedIn(Service.PUBLIC);
            String oldCookie = browser.cookie();
            String oldId = currents(browser).getFirst();

            browser.initiate(handOff(Service.PUBLIC)).expect(200);

            assertThat(browser.cookie()).isNotEqualTo(oldCookie);
            assertThat(currents(browser)).hasSize(1).doesNotContain(oldId);
            new Browser(port(Service.PUBLIC)).holding(oldCookie, "").get("/me").expect(401);
        }

        @Test
        void letsATokenWinAndEndsTheSessionOfAnotherActor() {
            actor("walk-in", List.of(permission("root.**", "connections", "list")));
            Browser admin = signedIn(Service.PUBLIC);
            String cookie = admin.cookie();
            String own = server().adminToken(Service.PUBLIC).sign(server().adminKey);
            String other = server().hostToken(Service.PUBLIC, "root", "walk-in").sign(server().hostKey);

            Answer same = admin.send("GET", "/me", null, Map.of("Authorization", "Bearer " + own))
                    .expect(200);
            assertThat(same.text("auth")).isEqualTo("jwt");
            admin.get("/me").expect(200);

            Answer won = admin.send("GET", "/me", null, Map.of("Authorization", "Bearer " + other))
                    .expect(200);
            assertThat(won.json().path("actor").path("external_id").asString()).isEqualTo("walk-in");
            assertThat(won.header("Set-Cookie")).startsWith("SESSION-ID=; Path=/; Max-Age=0");
            new Browser(port(Service.PUBLIC)).holding(cookie, "").get("/me").expect(401);
        }

        @Test
        void keepsTheNarrowingOfTheToken() {
            Tokens claims = SessionServers.handOffClaims(server(), Service.PUBLIC, "root", RunningServer.ADMIN);
            Browser narrow = new Browser(port(Service.PUBLIC));
            narrow.initiate(claims.with("permissions", List.of(permission("root.**", "connectors", "list")))
                            .sign(server().hostKey))
                    .expect(200);
            Browser none = new Browser(port(Service.PUBLIC));
            none.initiate(SessionServers.handOffClaims(server(), Service.PUBLIC, "root", RunningServer.ADMIN)
                            .with("permissions", List.of())
                            .sign(server().hostKey))
                    .expect(200);

            assertThat(narrow.get("/me").json().path("token_permissions").size())
                    .isEqualTo(1);
            narrow.get("/connectors").expect(200);
            narrow.get("/connections").expectError(403, "permission_denied");
            none.get("/connectors").expectError(403, "permission_denied");
            narrow.initiate("").expect(200);
            narrow.get("/connections").expectError(403, "permission_denied");
        }

        @Test
        void followsWhatBecomesOfItsActor() {
            String id = actor("fading", List.of(permission("root.**", "connectors", "list")));
            Browser browser = SessionServers.signedIn(server(), server().process(), Service.PUBLIC, "root", "fading");
            browser.get("/connectors").expect(200);
            Caller admin = server().admin(Service.ADMIN_API);

            admin.patch("/actors/" + id, Map.of("permissions", List.of())).expect(200);
            browser.get("/connectors").expectError(403, "permission_denied");
            browser.get("/me").expect(200);
            admin.delete("/actors/" + id).expect(204);

            browser.get("/me").expectError(401, "unauthenticated");
            assertThat(admin.get("/sessions?actor_id=" + id).expect(200).json().path("items"))
                    .isEmpty();
            actor("fading", List.of());
            browser.get("/me").expect(401);
        }

        @Test
        void answersUnderTheOtherNamesOfItsRoutes() {
            Browser browser = new Browser(port(Service.PUBLIC));
            for (String path : List.of("/api/session/_initiate", "/api/v1/session/_initiate")) {
                browser.send("POST", path, "{}", Map.of("Content-Type", "application/json"))
                        .expectError(401, "unauthenticated");
            }
            Caller open = RunningServer.caller(port(Service.PUBLIC), () -> "");
            assertThat(open.at("/session/_list").status()).isEqualTo(401);
            browser.initiate(handOff(Service.PUBLIC)).expect(200);
            browser.get("/api/me").expect(200);
            browser.get("/api/connectors?limit=1").expect(200);
            browser.get("/api/v2/me").expect(404);
            Browser admin = signedIn(Service.ADMIN_API);
            admin.get("/api/me").expectError(404, "not_found");
        }

        @Test
        void showsErrorPages() {
            Caller open = RunningServer.caller(port(Service.PUBLIC), () -> "");
            Map<String, Integer> expected = Map.of(
                    "/error?error=not_found", 404,
                    "/error?error=unauthorized", 401,
                    "/error?error=internal_error", 500,
                    "/error", 500,
                    "/error?error=%3Cscript%3Ealert(1)%3C/script%3E", 500);
            expected.forEach((path, status) -> {
                for (String method : List.of("GET", "POST")) {
                    Answer page = open.send(method, path, BodyPublishers.noBody(), Map.of());
                    assertThat(page.status()).as(path).isEqualTo(status);
                    assertThat(page.header("Content-Type")).startsWith("text/html");
                    assertThat(page.header("Content-Security-Policy"))
                            .startsWith("default-src 'none'")
                            .doesNotContain("script-src");
                    assertThat(page.body()).contains("<title>").doesNotContain("<script", "alert");
                }
            });
            assertThat(open.send("DELETE", "/error", BodyPublishers.noBody(), Map.of())
                            .status())
                    .isEqualTo(405);
            assertThat(RunningServer.caller(port(Service.API), () -> "")
                            .at("/error")
                            .status())
                    .isEqualTo(404);
        }
    }
}
