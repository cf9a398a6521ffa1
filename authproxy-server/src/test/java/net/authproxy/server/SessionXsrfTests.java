package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.authproxy.testsupport.DatabaseProvider;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a session cookie alone does not do: XSRF token, origin, foreign and damaged cookies (contract 5.5). */
class SessionXsrfTests {

    @Nested
    class OnSqlite extends Defended {

        @RegisterExtension
        static final RunningServer SERVER = SessionServers.on(DatabaseProvider.SQLITE);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @Nested
    class OnPostgres extends Defended {

        @RegisterExtension
        static final RunningServer SERVER = SessionServers.on(DatabaseProvider.POSTGRES);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Defended {

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
    }
}
