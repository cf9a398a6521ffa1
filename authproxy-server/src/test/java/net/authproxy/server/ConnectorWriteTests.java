package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.authproxy.testsupport.DatabaseProvider;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Connectors that developers write over HTTP (contract 6.5, 6.6). */
class ConnectorWriteTests {

    @Nested
    class OnSqlite extends Writing {

        @RegisterExtension
        static final RunningServer SERVER = RunningServer.on(DatabaseProvider.SQLITE)
                .running(Service.API, Service.ADMIN_API, Service.PUBLIC)
                .withEmbeddedRedis();

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @Nested
    class OnPostgres extends Writing {

        @RegisterExtension
        static final RunningServer SERVER =
                RunningServer.on(DatabaseProvider.POSTGRES).running(Service.API, Service.ADMIN_API, Service.PUBLIC);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    abstract static class Writing {

        private static final JsonMapper JSON = JsonMapper.shared();

        abstract RunningServer server();

        private Caller api() {
            return server().admin(Service.API);
        }

        private static ObjectNode definition(String name) {
            return (ObjectNode) JSON.readTree("""
                    {"labels": {"type": "written"}, "display_name": "%s", "logo": "https://a.example.com/l.png",
                     "auth": {"type": "api-key", "placement": {"type": "bearer"}},
                     "proxy": {"base_url": "https://a.example.com", "headers": {"X-Api-Key": "s3cret-of-the-operator"}}}
                    """.formatted(name));
        }

        private Answer create(String name) {
            return api().post("/connectors", Map.of("namespace", "root", "definition", definition(name)))
                    .expect(201);
        }

        @Test
        void fromTheFirstDraftToAConnection() {
            JsonNode made = create("First").json();
            String one = "/connectors/" + made.path("id").asString();
            Map<String, String> initiate =
                    Map.of("connector_id", made.path("id").asString(), "into_namespace", "root");

            assertThat(made.toString()).doesNotContain("s3cret");
            assertThat(made.path("state").asString()).isEqualTo("draft");
            server().admin(Service.PUBLIC).get(one).expect(404);
            assertThat(api().post("/connections/_initiate", initiate)
                            .expect(409)
                            .code())
                    .isEqualTo("version_not_available");
            api().post(one + "/versions/1/_publish", Map.of()).expect(200);
            server().admin(Service.PUBLIC).get(one).expect(200);
            api().post("/connections/_initiate", initiate).expect(200);
            ObjectNode shown = (ObjectNode)
                    api().get(one + "/versions/1").expect(200).json().path("definition");
            shown.put("display_name", "Second");
            JsonNode second =
                    api().patch(one, Map.of("definition", shown)).expect(200).json();
            assertThat(second.path("version").asInt()).isEqualTo(2);
            api().post(one + "/versions/2/_publish", Map.of()).expect(200);
            JsonNode listed = api().get(one).expect(200).json();
            assertThat(listed.path("display_name").asString()).isEqualTo("Second");
            assertThat(listed.path("states").toString()).isEqualTo("[\"active\",\"primary\"]");
            api().post(one + "/versions/1/_promote", Map.of()).expect(200);
            assertThat(api().get(one).expect(200).json().path("display_name").asString())
                    .isEqualTo("First");
        }

        @Test
        void labelsAndAnnotationsAreWrittenOneByOne() {
            String one = "/connectors/" + create("Labelled").text("id");
            api().post(one + "/versions/1/_publish", Map.of()).expect(200);

            assertThat(put(one + "/labels/example.com%2Fowner", "payments")
                            .expect(200)
                            .json())
                    .isEqualTo(JSON.readTree("{\"key\":\"example.com/owner\",\"value\":\"payments\"}"));
            put(one + "/annotations/note", "any <b>text</b>").expect(200);
            String draft = one + "/versions/2";
            assertThat(api().get(draft + "/labels").expect(200).json().size()).isEqualTo(2);
            assertThat(api().get(draft + "/labels/example.com/owner")
                            .expect(200)
                            .text("value"))
                    .isEqualTo("payments");
            assertThat(api().get(one + "/labels").expect(200).json().size())
                    .as("the published version stays as it is")
                    .isEqualTo(1);
            put(draft + "/labels/tier", "gold").expect(200);
            api().delete(draft + "/labels/tier").expect(204);
            api().delete(draft + "/labels/tier").expect(204);
            api().delete(draft + "/annotations/note").expect(204);
            api().get(draft + "/annotations/note").expect(404);
            api().delete(one + "/versions/7/labels/tier").expect(204);
            assertThat(put(one + "/versions/1/labels/tier", "gold").expect(409).code())
                    .isEqualTo("not_draft");
            assertThat(put(draft + "/labels/authproxy.io%2Fx", "1").expect(400).code())
                    .isEqualTo("reserved_label");
            assertThat(api().get(draft).expect(200).json().at("/definition/labels"))
                    .isEqualTo(api().get(draft + "/labels").expect(200).json());
        }

        private Answer put(String path, String value) {
            return api().put(path, Map.of("value", value));
        }

        @Test
        void aChangeMayDependOnWhatWasSeen() {
            String one = "/connectors/" + create("Seen").text("id");
            String seen = api().get(one + "/versions/1").expect(200).header("ETag");
            Map<String, Object> change = Map.of("annotations", Map.of("a", "1"));

            Answer first = patch(one, change, seen).expect(200);
            patch(one + "/versions/1", change, seen).expect(412);

            patch(one + "/versions/1", change, first.header("ETag")).expect(200);
        }

        private Answer patch(String path, Map<String, Object> body, String seen) {
            return api().send(
                            "PATCH",
                            path,
                            BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)),
                            Map.of("Content-Type", "application/json", "If-Match", seen));
        }

        @Test
        void theSameKeyMakesOneConnector() {
            Map<String, Object> body = new HashMap<>(Map.of("namespace", "root", "definition", definition("Once")));
            Map<String, String> headers =
                    Map.of("Content-Type", "application/json", "Idempotency-Key", "once-" + server());

            Answer first = api().send(
                            "POST", "/connectors", BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)), headers);
            Answer second = api().send(
                            "POST", "/connectors", BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)), headers);

            assertThat(second.expect(201).text("id"))
                    .isEqualTo(first.expect(201).text("id"));
            assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        }

        @Test
        void whatIsWrongIsSaidAtOnceAndNothingIsMade() {
            ObjectNode wrong = definition("Wrong");
            wrong.put("unknown", 1).put("logo", "ftp://x").remove("auth");
            long before = count();

            Answer refusal = api().post("/connectors", Map.of("namespace", "root", "definition", wrong))
                    .expect(400);
            JsonNode verdict = api().post("/connectors/_validate", Map.of("definition", wrong))
                    .expect(200)
                    .json();

            assertThat(refusal.code()).isEqualTo("definition_invalid");
            assertThat(refusal.json().path("fields").size()).isGreaterThanOrEqualTo(3);
            assertThat(verdict.path("valid").asBoolean()).isFalse();
            assertThat(verdict.path("errors")).isEqualTo(refusal.json().path("fields"));
            for (Object body : List.of(Map.of("namespace", "root"), Map.of("namespace", "root", "definition", "x"))) {
                assertThat(api().post("/connectors", body).expect(400).code()).isEqualTo("validation_failed");
            }
            assertThat(count()).isEqualTo(before);
        }

        private long count() {
            return api().get("/connectors?limit=1&include_total=true")
                    .expect(200)
                    .json()
                    .path("total")
                    .asLong();
        }

        @Test
        void tellsWhereCredentialsCouldGo() {
            String id = create("Checked").text("id");
            JsonNode verdict = api().post("/connectors/" + id + "/versions/1/_validate", Map.of())
                    .expect(200)
                    .json();

            assertThat(verdict.path("valid").asBoolean()).isTrue();
            assertThat(verdict.path("effective_allowed_hosts"))
                    .isEqualTo(JSON.readTree("[\"example.com\",\"*.example.com\"]"));
            assertThat(api().post("/connectors/_validate", Map.of("definition", definition("Unsaved")))
                            .expect(200)
                            .json()
                            .path("effective_allowed_hosts"))
                    .isEqualTo(verdict.path("effective_allowed_hosts"));
        }

        @Test
        void aStateCanBeForced() {
            String id = create("Forced").text("id");
            String state = "/connectors/" + id + "/versions/1/_force_state";

            assertThat(force(state, "nothing").expect(400).code()).isEqualTo("validation_failed");
            assertThat(force(state, "active").expect(200).text("state")).isEqualTo("active");
            assertThat(force(state, "draft").expect(409).code()).isEqualTo("published_immutable");
        }

        private Answer force(String path, String state) {
            return api().put(path, Map.of("state", state));
        }
    }
}
