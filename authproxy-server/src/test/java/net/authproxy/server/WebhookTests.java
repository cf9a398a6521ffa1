package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.authproxy.testsupport.DatabaseProvider;
import net.authproxy.testsupport.HookReceiver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Webhooks from creation to arrival, over HTTP on both sides (contract 12). */
class WebhookTests {

    @Nested
    class OnSqlite extends Story {

        @RegisterExtension
        static final RunningServer SERVER = RunningServer.on(DatabaseProvider.SQLITE)
                .running(Service.API, Service.ADMIN_API, Service.PUBLIC, Service.WORKER);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @Nested
    class OnPostgres extends Story {

        @RegisterExtension
        static final RunningServer SERVER = RunningServer.on(DatabaseProvider.POSTGRES)
                .running(Service.API, Service.ADMIN_API, Service.PUBLIC, Service.WORKER);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Story {

        private static final Duration SOON = Duration.ofSeconds(20);
        private static final String CANARY = "canary-secret-that-must-not-leak-4f7e";
        private static final Pattern SIGNATURE = Pattern.compile("t=([0-9]+),v1=([0-9a-f]{64})");

        private HookReceiver receiver;

        abstract RunningServer server();

        @BeforeAll
        void startReceiver() throws IOException {
            receiver = HookReceiver.start();
        }

        @AfterAll
        void stopReceiver() {
            receiver.close();
        }

        private Caller api() {
            return server().admin(Service.API);
        }

        private Map<String, Object> wanted(String namespace, String url) {
            Map<String, Object> body = new HashMap<>();
            body.put("namespace", namespace);
            body.put("url", url);
            body.put("events", List.of("namespace.*"));
            return body;
        }

        private void namespaces(String... paths) {
            for (String path : paths) {
                api().post("/namespaces", Map.of("path", path)).expect(200);
            }
        }

        private JsonNode deliveries(String id, String query) {
            return api().get("/webhooks/" + id + "/deliveries" + query)
                    .expect(200)
                    .json()
                    .path("items");
        }

        private JsonNode delivered(String id, String status) {
            return Await.until(SOON, () -> deliveries(id, "?status=" + status), found -> found.size() > 0)
                    .path(0);
        }

        /** Not the product's code: what docs/webhooks.md tells receivers to do. */
        private static void verify(HookReceiver.Received request, String secret) throws GeneralSecurityException {
            Matcher signature = SIGNATURE.matcher(request.header("X-AuthProxy-Signature"));
            assertThat(signature.matches()).isTrue();
            Instant signed = Instant.ofEpochSecond(Long.parseLong(signature.group(1)));
            assertThat(signed)
                    .isBetween(Instant.now().minusSeconds(300), Instant.now().plusSeconds(300));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String text = signature.group(1) + "." + request.body();
            assertThat(signature.group(2))
                    .isEqualTo(HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8))));
        }

        @Test
        void arrivesSignedIsTriedAgainAndSentAgain() throws GeneralSecurityException {
            namespaces("root.told", "root.told.ends");
            Answer made = api().post("/webhooks", wanted("root.told", receiver.url("/told?x=1")))
                    .expect(201);
            String id = made.text("id");
            String secret = made.text("secret");
            assertThat(id).startsWith("whk_");
            assertThat(secret).startsWith("whsec_").hasSizeGreaterThan(40);
            receiver.answers(500);

            api().delete("/namespaces/root.told.ends").expect(204);

            JsonNode failed = Await.until(
                            SOON,
                            () -> deliveries(id, ""),
                            found -> found.path(0).has("last_error"))
                    .path(0);
            assertThat(failed.path("status").asString()).isEqualTo("pending");
            assertThat(failed.path("event").asString()).isEqualTo("namespace.destroyed");
            assertThat(failed.path("response_status").asInt()).isEqualTo(500);
            assertThat(api().get("/webhooks/" + id).expect(200).text("failing_since"))
                    .isNotEmpty();
            // The first retry comes by itself within 25 seconds.
            JsonNode arrived = Await.until(
                            Duration.ofSeconds(60),
                            () -> deliveries(id, "?status=delivered"),
                            found -> found.size() == 1)
                    .path(0);
            assertThat(arrived.path("attempts").asInt()).isEqualTo(2);
            assertThat(api().get("/webhooks/" + id).expect(200).text("failing_since"))
                    .isEmpty();

            String redeliver =
                    "/webhooks/" + id + "/deliveries/" + arrived.path("id").asString() + "/_redeliver";
            assertThat(api().post(redeliver, Map.of()).expect(200).text("status"))
                    .isEqualTo("pending");
            Await.until(SOON, () -> receiver.received("/told?x=1"), all -> all.size() == 3);

            for (HookReceiver.Received request : receiver.received("/told?x=1")) {
                verify(request, secret);
                assertThat(request.method()).isEqualTo("POST");
                assertThat(request.header("Content-Type")).isEqualTo("application/json");
                assertThat(request.header("User-Agent")).isEqualTo("AuthProxy");
                JsonNode body = new JsonMapper().readTree(request.body());
                assertThat(body.path("id").asString())
                        .isEqualTo(arrived.path("id").asString());
                assertThat(body.path("event").asString()).isEqualTo("namespace.destroyed");
                assertThat(body.path("namespace").asString()).isEqualTo("root.told.ends");
                assertThat(body.path("created_at").asString())
                        .isEqualTo(arrived.path("created_at").asString());
                assertThat(body.path("data").path("path").asString()).isEqualTo("root.told.ends");
            }
        }

        @Test
        void isTestedAtOnceAlsoWhenPaused() throws GeneralSecurityException {
            Map<String, Object> body = wanted("root", receiver.url("/tested"));
            body.put("secret", CANARY);
            Answer made = api().post("/webhooks", body).expect(201);
            String id = made.text("id");
            assertThat(made.text("secret")).isEqualTo(CANARY);
            api().patch("/webhooks/" + id, Map.of("state", "paused")).expect(200);

            Answer tested = api().post("/webhooks/" + id + "/_test", Map.of()).expect(200);
            assertThat(tested.text("status")).isEqualTo("delivered");
            assertThat(tested.text("event")).isEqualTo("webhook.test");
            assertThat(receiver.received("/tested")).hasSize(1);
            verify(receiver.received("/tested").getFirst(), CANARY);

            receiver.answers(410);
            Answer failed = api().post("/webhooks/" + id + "/_test", Map.of()).expect(200);
            assertThat(failed.text("status")).isEqualTo("failed");
            assertThat(failed.json().path("response_status").asInt()).isEqualTo(410);
            assertThat(failed.json().has("next_at")).isFalse();
            assertThat(api().get("/webhooks/" + id).text("failing_since"))
                    .as("tests do not count")
                    .isEmpty();
            api().post("/webhooks/" + id + "/deliveries/" + failed.text("id") + "/_redeliver", Map.of())
                    .expectError(409, "invalid_transition");
            assertThat(deliveries(id, "?event=webhook.test")).hasSize(2);
            assertThat(deliveries(id, "?status=failed")).hasSize(1);
            api().get("/webhooks/" + id + "/deliveries?status=other").expectError(400, "invalid_filter");
        }

        @Test
        void secretAndBodyLieNowhereInTheOpen() {
            namespaces("root.sealed", "root.sealed.canary-name-71b3d2c4");
            Map<String, Object> body = wanted("root.sealed", receiver.url("/sealed"));
            String secret = CANARY + "-sealed";
            body.put("secret", secret);
            String id = api().post("/webhooks", body).expect(201).text("id");
            api().send(
                            "PUT",
                            "/namespaces/root.sealed.canary-name-71b3d2c4/labels/note",
                            BodyPublishers.ofString("{\"value\":\"x\"}"),
                            Map.of("Content-Type", "application/json"))
                    .expect(200);
            api().delete("/namespaces/root.sealed.canary-name-71b3d2c4").expect(204);
            delivered(id, "delivered");

            StoredBytes stored = StoredBytes.of(server());
            assertThat(stored.findings(StoredBytes.spellings(secret))).isEmpty();
            assertThat(stored.findings("\"event\":\"namespace.destroyed\"", "\"path\":\"root.sealed.canary"))
                    .isEmpty();
            assertThat(server().log()).doesNotContain(receiver.url("/sealed")).doesNotContain("/sealed");
            for (String path : List.of("/webhooks/" + id, "/webhooks", "/webhooks/" + id + "/deliveries", "/audit")) {
                assertThat(api().get(path).expect(200).body()).doesNotContain(secret);
            }
        }

        @Test
        void refusesWhatCanNeverBeCalledAndBadInput() {
            for (String url : List.of(
                    "ftp://example.com/x",
                    "example.com",
                    "https://user:secret@example.com/",
                    "https://",
                    "https://10.0.0.7/x",
                    "https://169.254.169.254/latest",
                    "http://[fd00::1]/",
                    "https://example.com/#f",
                    "https://example.com/" + "x".repeat(2048))) {
                Answer refused = api().post("/webhooks", wanted("root", url));
                refused.expectError(400, "validation_failed");
                assertThat(refused.body()).doesNotContain("secret");
            }
            Map<String, Object> unknown = wanted("root", "https://example.com/");
            for (Object events : List.of(List.of(), List.of("connection"), List.of("*"), List.of("webhook.test"))) {
                unknown.put("events", events);
                api().post("/webhooks", unknown).expectError(400, "validation_failed");
            }
            Map<String, Object> weak = wanted("root", "https://example.com/");
            weak.put("secret", "short");
            api().post("/webhooks", weak).expectError(400, "validation_failed");
            api().post("/webhooks", wanted("root.none-such", "https://example.com/"))
                    .expectError(400, "validation_failed");
            api().post("/webhooks", wanted("not a path", "https://example.com/"))
                    .expectError(400, "invalid_namespace");
            Map<String, Object> selector = wanted("root", "https://example.com/");
            selector.put("label_selector", "a b");
            api().post("/webhooks", selector).expectError(400, "invalid_label_selector");
        }

        /** 0.0.0.0 would reach the receiver. No request may ask for it, so it is put behind the product's back. */
        @Test
        void neverReachesABlockedAddress() throws SQLException {
            String url = receiver.url("/blocked").replace("127.0.0.1", "0.0.0.0");
            api().post("/webhooks", wanted("root", url)).expectError(400, "validation_failed");
            namespaces("root.blocked", "root.blocked.ends");
            String id = api().post("/webhooks", wanted("root.blocked", "https://example.com/"))
                    .expect(201)
                    .text("id");
            try (Connection connection = server().openDatabase();
                    PreparedStatement update =
                            connection.prepareStatement("update webhooks set url = ? where id = ?")) {
                update.setString(1, url);
                update.setString(2, id);
                assertThat(update.executeUpdate()).isEqualTo(1);
            }

            Answer tested = api().post("/webhooks/" + id + "/_test", Map.of()).expect(200);
            assertThat(tested.text("last_error")).isEqualTo("upstream_address_blocked");
            api().delete("/namespaces/root.blocked.ends").expect(204);
            JsonNode failed = Await.until(
                            SOON,
                            () -> deliveries(id, "?event=namespace.destroyed"),
                            found -> found.path(0).has("last_error"))
                    .path(0);
            assertThat(failed.path("last_error").asString()).isEqualTo("upstream_address_blocked");
            assertThat(receiver.received("/blocked")).isEmpty();
            assertThat(server().log()).doesNotContain("/blocked");
        }

        @Test
        void isReadChangedAndDeleted() {
            namespaces("root.crud", "root.crud.child");
            Map<String, Object> body = wanted("root.crud", "https://example.com/a");
            body.put("label_selector", " tier = gold ");
            body.put("labels", Map.of("kept", "1"));
            body.put("annotations", Map.of("note", "any text"));
            String id = api().post("/webhooks", body).expect(201).text("id");
            Answer read = api().get("/webhooks/" + id).expect(200);
            assertThat(read.json().has("secret")).isFalse();
            assertThat(read.text("label_selector")).isEqualTo("tier=gold");
            assertThat(read.text("state")).isEqualTo("active");
            assertThat(read.header("ETag")).isEqualTo("\"" + read.text("updated_at") + "\"");

            Answer changed = api().send(
                            "PATCH",
                            "/webhooks/" + id,
                            BodyPublishers.ofString("{\"url\":\"https://example.com/b\",\"label_selector\":\"\","
                                    + "\"events\":[\"connection.ready\"],\"state\":\"paused\"}"),
                            Map.of("Content-Type", "application/json", "If-Match", read.header("ETag")))
                    .expect(200);
            assertThat(changed.text("url")).isEqualTo("https://example.com/b");
            assertThat(changed.json().has("label_selector")).isFalse();
            assertThat(changed.json().path("events").toString()).isEqualTo("[\"connection.ready\"]");
            assertThat(changed.json().path("labels").toString()).isEqualTo("{\"kept\":\"1\"}");
            api().send(
                            "PATCH",
                            "/webhooks/" + id,
                            BodyPublishers.ofString("{\"state\":\"active\"}"),
                            Map.of("Content-Type", "application/json", "If-Match", read.header("ETag")))
                    .expectError(412, "precondition_failed");
            api().patch("/webhooks/" + id, Map.of("state", "asleep")).expectError(400, "validation_failed");
            api().patch("/webhooks/" + id, Map.of("url", "https://127.0.0.1.@x/"))
                    .expectError(400, "validation_failed");
            api().patch("/webhooks/" + id, Map.of("labels", Map.of("authproxy.io/x", "1")))
                    .expectError(400, "reserved_label");
            assertThat(api().get("/webhooks/" + id + "/labels/kept").expect(200).text("value"))
                    .isEqualTo("1");
            api().send(
                            "PUT",
                            "/webhooks/" + id + "/labels/tier",
                            BodyPublishers.ofString("{\"value\":\"gold\"}"),
                            Map.of("Content-Type", "application/json"))
                    .expect(200);
            api().delete("/webhooks/" + id + "/annotations/note").expect(204);
            assertThat(api().get("/webhooks/" + id + "/annotations").expect(200).body())
                    .isEqualTo("{}");

            assertThat(ids("/webhooks?label_selector=tier%3Dgold&namespace=root.crud.**"))
                    .containsExactly(id);
            assertThat(ids("/webhooks?state=active&namespace=root.crud.**")).isEmpty();
            api().delete("/namespaces/root.crud").expectError(409, "namespace_not_empty");
            api().send(
                            "DELETE",
                            "/webhooks/" + id,
                            BodyPublishers.noBody(),
                            Map.of("If-Match", "\"2020-01-01T00:00:00.000Z\""))
                    .expectError(412, "precondition_failed");
            api().delete("/webhooks/" + id).expect(204);
            api().delete("/webhooks/" + id).expect(204);
            api().get("/webhooks/" + id).expectError(404, "not_found");
            api().post("/webhooks/" + id + "/_test", Map.of()).expectError(404, "not_found");
            api().delete("/webhooks/whk_00000000000000000000000009").expectError(404, "not_found");
            assertThat(actions(id)).contains("webhooks.create", "webhooks.update", "webhooks.delete");
        }

        private List<String> ids(String query) {
            List<String> ids = new ArrayList<>();
            api().get(query)
                    .expect(200)
                    .json()
                    .path("items")
                    .forEach(item -> ids.add(item.path("id").asString()));
            return ids;
        }

        private List<String> actions(String id) {
            List<String> actions = new ArrayList<>();
            api().get("/audit?resource_id=" + id)
                    .expect(200)
                    .json()
                    .path("items")
                    .forEach(item -> actions.add(item.path("action").asString()));
            return actions;
        }

        @Test
        void pagesAndRepeatsAsEveryOtherRoute() {
            namespaces("root.pages");
            List<String> made = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                made.add(api().post("/webhooks", wanted("root.pages", "https://example.com/" + i))
                        .expect(201)
                        .text("id"));
            }
            List<String> seen = new ArrayList<>();
            String query = "/webhooks?namespace=root.pages&limit=2&order_by=url";
            while (query != null) {
                JsonNode page = api().get(query).expect(200).json();
                page.path("items").forEach(item -> seen.add(item.path("id").asString()));
                query = page.has("cursor")
                        ? "/webhooks?cursor=" + page.path("cursor").asString()
                        : null;
            }
            assertThat(seen).isEqualTo(made);

            byte[] body = new JsonMapper().writeValueAsBytes(wanted("root.pages", "https://example.com/once"));
            Map<String, String> headers =
                    Map.of("Content-Type", "application/json", "Idempotency-Key", "once-" + server().provider());
            Answer first = api().send("POST", "/webhooks", BodyPublishers.ofByteArray(body), headers)
                    .expect(201);
            Answer again = api().send("POST", "/webhooks", BodyPublishers.ofByteArray(body), headers)
                    .expect(201);
            assertThat(again.text("id")).isEqualTo(first.text("id"));
            assertThat(again.text("secret")).isEqualTo(first.text("secret"));
            assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        }

        @Test
        void isNotServedOnPublic() {
            server().admin(Service.PUBLIC).get("/webhooks").expectError(404, "not_found");
            server().admin(Service.ADMIN_API).get("/webhooks").expect(200);
        }
    }
}
