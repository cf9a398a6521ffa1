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
import tools.jackson.databind.JsonNode;

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

        private static final String MISSING = "sess_01kb2q6r3v8w9x0y1z2a3b4c5d";
        private static final Map<String, String> QUESTION =
                Map.of("resource", "connections", "verb", "get", "namespace", "root");

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
        void wantsTheXsrfTokenOfThisSessionForWhatChangesSomething() {
            Browser browser = signedIn(Service.PUBLIC);
            String good = browser.xsrf();
            String foreign = signedIn(Service.PUBLIC).xsrf();
            String stretched = good.substring(0, good.length() - 1) + (good.endsWith("A") ? "B" : "A");
            List<String> wrong = List.of("", "x", foreign, stretched, good + ",", good.replace('.', ','), "." + good);
            List<String> changing = List.of(
                    "POST /permissions/_explain",
                    "POST /connections/_initiate",
                    "PATCH /connections/cxn_01kb2q6r3v8w9x0y1z2a3b4c5d",
                    "PUT /connections/cxn_01kb2q6r3v8w9x0y1z2a3b4c5d/labels/x",
                    "DELETE /session/" + MISSING,
                    "POST /session/_terminate",
                    "POST /no/such/route",
                    "DELETE /me");
            for (String route : changing) {
                asks(browser, route, null).expectError(403, "xsrf_missing");
                for (String token : wrong) {
                    asks(browser, route, token).expectError(403, "xsrf_invalid");
                }
                if (!route.endsWith("_terminate")) {
                    assertThat(asks(browser, route, good).code()).as(route).doesNotStartWith("xsrf");
                }
            }
            for (String route : List.of("GET /me", "GET /connectors", "GET /session/_list")) {
                asks(browser, route, null).expect(200);
                asks(browser, route, "x").expect(200);
            }
            assertThat(asks(browser, "HEAD /me", null).status()).isEqualTo(200);
            assertThat(asks(browser, "OPTIONS /me", null).status()).isNotEqualTo(403);
            assertThat(browser.post("/permissions/_explain", QUESTION)
                            .expect(200)
                            .header("X-XSRF-TOKEN"))
                    .isEqualTo(good);
        }

        private static Answer asks(Browser browser, String route, String token) {
            String[] parts = route.split(" ");
            Map<String, String> headers = token == null
                    ? Map.of("Content-Type", "application/json")
                    : Map.of("Content-Type", "application/json", "X-XSRF-TOKEN", token);
            boolean bare = parts[0].equals("GET") || parts[0].equals("HEAD") || parts[0].equals("OPTIONS");
            return browser.send(parts[0], parts[1], bare ? null : "{}", headers);
        }

        @Test
        void wantsNoXsrfTokenFromABearerOfAToken() {
            Caller caller = server().admin(Service.PUBLIC);
            caller.post("/permissions/_explain", QUESTION).expect(200);
            Answer answer = caller.send(
                    "POST",
                    "/permissions/_explain",
                    BodyPublishers.ofString("{}"),
                    Map.of(
                            "Content-Type",
                            "application/json",
                            "Cookie",
                            signedIn(Service.PUBLIC).cookie()));
            assertThat(answer.code()).isEqualTo("validation_failed");
            assertThat(answer.header("X-XSRF-TOKEN")).isEmpty();
        }

        @Test
        void answersACrossSiteReadOnlyToItsOwnPages() {
            Browser browser = signedIn(Service.PUBLIC);
            Map<String, String> crossSite = Map.of("Sec-Fetch-Site", "cross-site");

            browser.send("GET", "/me", null, crossSite).expectError(403, "xsrf_missing");
            browser.send("GET", "/me", null, Map.of("Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"))
                    .expectError(403, "xsrf_missing");
            browser.send(
                            "GET",
                            "/me",
                            null,
                            Map.of("Sec-Fetch-Site", "cross-site", "Origin", SessionServers.MARKETPLACE))
                    .expect(200);
            browser.send("GET", "/me", null, Map.of("Sec-Fetch-Site", "same-origin"))
                    .expect(200);
        }

        @Test
        void readsNoForeignOrDamagedCookie() {
            Browser user = signedIn(Service.PUBLIC);
            Browser admin = signedIn(Service.ADMIN_API);
            String value = user.cookie().substring("SESSION-ID=".length());
            String adminValue = admin.cookie().substring("ADMIN-SESSION-ID=".length());
            String cursor = server().admin(Service.API)
                    .get("/connectors?limit=1")
                    .expect(200)
                    .text("cursor");
            assertThat(cursor).isNotEmpty();
            List<String> values = new ArrayList<>(List.of(
                    adminValue,
                    cursor,
                    "",
                    "x",
                    value + "=",
                    value.substring(1),
                    value.substring(0, value.length() - 2),
                    "\"" + value + "\"",
                    "A".repeat(5000),
                    value + "A"));
            for (int i = 0; i < value.length(); i += 7) {
                char other = value.charAt(i) == 'A' ? 'B' : 'A';
                values.add(value.substring(0, i) + other + value.substring(i + 1));
            }
            for (String hostile : values) {
                Answer refused = new Browser(port(Service.PUBLIC))
                        .holding("SESSION-ID=" + hostile, user.xsrf())
                        .get("/me")
                        .expectError(401, "unauthenticated");
                assertThat(refused.header("Set-Cookie")).startsWith("SESSION-ID=;");
            }
            Browser confused = new Browser(port(Service.ADMIN_API));
            confused.holding("ADMIN-SESSION-ID=" + value, user.xsrf())
                    .get("/me")
                    .expect(401);
            confused.holding(user.cookie(), user.xsrf()).get("/me").expect(401);
            confused.holding("admin-session-id=" + adminValue, "").get("/me").expect(401);
            new Browser(port(Service.API))
                    .holding(user.cookie(), user.xsrf())
                    .get("/me")
                    .expect(401);
            new Browser(port(Service.PUBLIC))
                    .holding(user.cookie() + "; SESSION-ID=other", user.xsrf())
                    .get("/me")
                    .expect(401);
            new Browser(port(Service.PUBLIC))
                    .holding("a=b; " + user.cookie() + "; c=d", user.xsrf())
                    .get("/me")
                    .expect(200);
            user.get("/me").expect(200);
            admin.get("/me").expect(200);
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

        @Test
        void proxiesForASessionOnlyWithItsXsrfToken() {
            String id = connections.connect("header");
            Browser browser = signedIn(Service.PUBLIC);
            String raw = "/connections/" + id + "/_proxy_raw/things";
            for (String method : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")) {
                assertThat(browser.send(method, raw, null, Map.of()).status())
                        .as(method)
                        .isEqualTo(403);
                assertThat(browser.send(method, raw, null, Map.of("X-XSRF-TOKEN", "x"))
                                .status())
                        .as(method)
                        .isEqualTo(403);
                Answer done = browser.send(method, raw, null, Map.of("X-XSRF-TOKEN", browser.xsrf()))
                        .expect(200);
                assertThat(done.header("X-XSRF-TOKEN")).isEqualTo(browser.xsrf());
                assertThat(done.header("Content-Security-Policy")).isEqualTo("sandbox");
            }
            browser.send("GET", raw, null, Map.of()).expectError(403, "xsrf_missing");
            Map<String, String> call = Map.of("method", "GET", "url", "/orders");
            Answer envelope =
                    browser.post("/connections/" + id + "/_proxy", call).expect(200);
            assertThat(envelope.json().path("status_code").asInt()).isEqualTo(200);
            assertThat(envelope.header("X-XSRF-TOKEN")).isEqualTo(browser.xsrf());
            browser.send(
                            "POST",
                            "/api/connections/" + id + "/_proxy",
                            "{\"method\":\"GET\",\"url\":\"/x\"}",
                            Map.of("Content-Type", "application/json"))
                    .expectError(403, "xsrf_missing");

            new Browser(port(Service.API))
                    .holding(browser.cookie(), browser.xsrf())
                    .post("/connections/" + id + "/_proxy", call)
                    .expect(401);
            browser.post("/session/_terminate", Map.of()).expect(200);
            browser.holding(browser.cookie().isEmpty() ? "SESSION-ID=gone" : browser.cookie(), browser.xsrf());
            browser.send("GET", raw, null, Map.of("X-XSRF-TOKEN", browser.xsrf()))
                    .expectError(401, "unauthenticated");
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
