package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.authproxy.testsupport.DatabaseProvider;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The newcomer's story: connect an API by its key, call it through the proxy, see the call, disconnect. */
class MainJobTests {

    private static final Duration SOON = Duration.ofSeconds(10);

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
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Story {

        private final Connections connections = new Connections(this::api, RunningServer.KEY);

        abstract RunningServer server();

        private Caller api() {
            return server().admin(Service.API);
        }

        @ParameterizedTest
        @ValueSource(strings = {"header", "bearer", "query", "body", "cookie", "basic", "open"})
        void connectsCallsAndDisconnects(String place) {
            String id = connections.connect(place);

            Answer raw = api().send(
                            "POST",
                            "/connections/" + id + "/_proxy_raw/things?colour=blue",
                            BodyPublishers.ofString("{\"hello\":\"world\"}"),
                            Map.of("Content-Type", "application/json", "X-AuthProxy-Label", "job=raw"))
                    .expect(200);
            arrived(raw.json(), place, "/" + place + "/things");
            assertThat(raw.header("X-AuthProxy-Source")).isEqualTo("upstream");

            Answer envelope = api().post(
                            "/connections/" + id + "/_proxy",
                            Map.of("method", "POST", "url", "/orders/7", "body_json", Map.of("n", 1)))
                    .expect(200);
            assertThat(envelope.json().path("status_code").asInt()).isEqualTo(200);
            arrived(envelope.json().path("body_json"), place, "/" + place + "/orders/7");

            logged(id, raw.header("X-AuthProxy-Request-Id"), place);
            disconnected(id);
        }

        @Test
        void showsWhenACallUsedAConnectionLast() {
            String id = connections.connect("header");
            Answer before = api().get("/connections/" + id).expect(200);
            assertThat(before.json().has("last_used_at")).isFalse();

            Instant called = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            api().get("/connections/" + id + "/_proxy_raw/things").expect(200);
            Answer after = Await.until(
                    SOON,
                    () -> api().get("/connections/" + id),
                    answer -> answer.json().has("last_used_at"));

            assertThat(Instant.parse(after.text("last_used_at"))).isBetween(called, Instant.now());
            assertThat(after.text("updated_at")).isEqualTo(before.text("updated_at"));
            assertThat(after.header("ETag")).isNotEmpty().isEqualTo(before.header("ETag"));
        }

        private void arrived(JsonNode echo, String place, String path) {
            assertThat(echo.path("authenticated").asBoolean()).isEqualTo(!place.equals("open"));
            assertThat(echo.path("method").asString()).isEqualTo("POST");
            assertThat(echo.path("path").asString()).isEqualTo(path);
            assertThat(echo.path("body_bytes").asInt()).isPositive();
            if (!place.equals("open")) {
                assertThat(echo.path("credential").path("place").asString()).isEqualTo(place);
            }
        }

        private void logged(String id, String requestId, String place) {
            String list = "/request-log?connection_id=" + id;
            JsonNode rows = Await.until(
                    SOON,
                    () -> api().get(list).expect(200).json(),
                    found -> found.path("total").asInt() == 2);
            JsonNode row = rows.path("items").path(1);
            assertThat(row.path("request_id").asString()).isEqualTo(requestId);
            assertThat(row.path("path").asString()).isEqualTo("/" + place + "/things");
            assertThat(row.path("method").asString()).isEqualTo("POST");
            assertThat(row.path("response_status_code").asInt()).isEqualTo(200);
            assertThat(row.path("labels").path("job").asString("")).isEqualTo("raw");
            assertThat(row.path("labels").path("type").asString("")).isEqualTo("demo-" + place);

            JsonNode detail = api().get("/request-log/" + requestId).expect(200).json();
            assertThat(detail.path("full").asBoolean(true)).isFalse();
            assertThat(detail.toString()).contains(requestId);
        }

        private void disconnected(String id) {
            Answer begun =
                    api().post("/connections/" + id + "/_disconnect", Map.of()).expect(200);
            String task = begun.text("task_id");
            assertThat(begun.json().path("connection").path("state").asString()).isEqualTo("disconnecting");
            Answer refused = api().get("/connections/" + id + "/_proxy_raw/things");
            assertThat(refused.status()).isIn(404, 409);
            Await.until(
                    SOON,
                    () -> api().get("/tasks/" + task).expect(200),
                    answer -> answer.text("state").equals("completed"));
            api().get("/connections/" + id).expectError(404, "not_found");
            api().get("/connections/" + id + "/_proxy_raw/things").expectError(404, "not_found");
        }

        @Test
        void keepsTheKeyOutOfEverythingThatIsStored() {
            List<String> ids = new ArrayList<>();
            for (String place : List.of("header", "query", "basic", "cookie", "body", "bearer")) {
                String id = connections.connect(place);
                ids.add(id);
                api().post(
                                "/connections/" + id + "/_proxy",
                                Map.of("method", "POST", "url", "/leak", "body_json", Map.of("n", 1)))
                        .expect(200);
            }
            ids.forEach(id -> Await.until(
                    SOON,
                    () -> api().get("/request-log?connection_id=" + id).expect(200),
                    answer -> answer.json().path("total").asInt() == 1));

            StoredBytes stored = StoredBytes.of(server());

            assertThat(stored.findings(ids.getFirst()))
                    .as("the search finds what is stored in the clear")
                    .isNotEmpty();
            assertThat(stored.findings(StoredBytes.spellings(RunningServer.KEY)))
                    .isEmpty();
        }

        @Test
        void answersNeverShowTheKey() {
            String id = connections.connect("header");

            for (String path : List.of("/connections/" + id, "/connections", "/connectors", "/connectors/_versions")) {
                assertThat(api().get(path).expect(200).body()).doesNotContain(RunningServer.KEY);
            }
        }

        @Test
        void narrowsTheLogByEachFilter() {
            String id = connections.connect("header");
            api().get("/connections/" + id + "/_proxy_raw/status/404").expect(404);
            api().send(
                            "POST",
                            "/connections/" + id + "/_proxy_raw/filters/b",
                            BodyPublishers.ofString("{}"),
                            Map.of("Content-Type", "application/json", "X-Correlation-Id", "cor-" + id))
                    .expect(200);
            String mine = "/request-log?connection_id=" + id;
            Await.until(
                    SOON,
                    () -> api().get(mine).expect(200),
                    answer -> answer.json().path("total").asInt() == 2);

            assertThat(paths(mine + "&status_code=404")).containsExactly("/header/status/404");
            assertThat(paths(mine + "&status_code_range=200-299")).containsExactly("/header/filters/b");
            assertThat(paths(mine + "&method=POST")).containsExactly("/header/filters/b");
            assertThat(paths(mine + "&path=/header/status/404")).containsExactly("/header/status/404");
            assertThat(paths(mine + "&path_regex=filt.rs/%5Bb%5D$")).containsExactly("/header/filters/b");
            assertThat(paths(mine + "&correlation_id=cor-" + id)).containsExactly("/header/filters/b");
            assertThat(paths(mine + "&connector_type=demo-h*")).hasSize(2);
            assertThat(paths(mine + "&connector_type=demo-b*")).isEmpty();
            assertThat(paths(mine + "&request_type=proxy")).hasSize(2);
            assertThat(paths(mine + "&request_type=oauth")).isEmpty();
            assertThat(paths(mine + "&connector_version=1")).hasSize(2);
            assertThat(paths(mine + "&namespace=root")).hasSize(2);
            assertThat(paths(mine + "&label_selector=type%3Ddemo-header")).hasSize(2);
            assertThat(paths(mine + "&label_selector=type%3Dother")).isEmpty();
            assertThat(paths(mine + "&timestamp_range=2020-01-01T00:00:00Z-2020-01-02T00:00:00Z"))
                    .isEmpty();
            assertThat(paths(mine + "&order_by=path")).containsExactly("/header/filters/b", "/header/status/404");
            assertThat(paths(mine + "&order_by=path%20DESC"))
                    .containsExactly("/header/status/404", "/header/filters/b");
        }

        private List<String> paths(String query) {
            List<String> paths = new ArrayList<>();
            api().get(query)
                    .expect(200)
                    .json()
                    .path("items")
                    .forEach(row -> paths.add(row.path("path").asString()));
            return paths;
        }
    }
}
