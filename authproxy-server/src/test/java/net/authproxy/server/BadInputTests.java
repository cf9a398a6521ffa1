package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

/** Goal F3 and what else people and attackers send: one clear error, never a defect of ours. */
class BadInputTests {

    @Nested
    class OnSqlite extends Inputs {

        @RegisterExtension
        static final RunningServer SERVER =
                RunningServer.on(DatabaseProvider.SQLITE).running(Service.API, Service.ADMIN_API);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @Nested
    class OnPostgres extends Inputs {

        @RegisterExtension
        static final RunningServer SERVER =
                RunningServer.on(DatabaseProvider.POSTGRES).running(Service.API, Service.ADMIN_API);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Inputs {

        private static final int MEBIBYTE = 1024 * 1024;

        private Caller caller = new Caller(0, () -> "");

        abstract RunningServer server();

        /** One token for many calls: what is tested here comes after authentication. */
        private Caller api() {
            if (caller.port() == 0) {
                Caller admin = server().admin(Service.API);
                caller = admin.with(admin.token().get());
            }
            return caller;
        }

        @ParameterizedTest
        @ValueSource(strings = {"/namespaces", "/actors", "/connections/_initiate"})
        void answersEveryFileOfTheJsonTestSuite(String route) {
            List<String> wrong = new ArrayList<>();
            List<Path> broken = JsonFiles.parsing("n_");
            for (Path file : broken) {
                Answer answer = post(route, file);
                if (answer.status() != 400 || !answer.code().equals("malformed_json")) {
                    wrong.add(file.getFileName() + " " + answer.status() + " " + answer.code());
                }
            }
            List<Path> good = JsonFiles.parsing("y_");
            for (Path file : good) {
                Answer answer = post(route, file);
                boolean refusedForItsContent = answer.status() == 400;
                if (!refusedForItsContent && answer.status() / 100 != 2) {
                    wrong.add(file.getFileName() + " " + answer.status() + " " + answer.code());
                }
                if (answer.code().equals("malformed_json") && !hasDuplicates(file)) {
                    wrong.add(file.getFileName() + " is good JSON, but " + answer.body());
                }
            }
            List<Path> either = JsonFiles.parsing("i_");
            for (Path file : either) {
                Answer answer = post(route, file);
                if (answer.status() >= 500) {
                    wrong.add(file.getFileName() + " " + answer.status());
                }
            }

            assertThat(wrong).isEmpty();
            assertThat(List.of(broken.size(), good.size(), either.size())).containsExactly(188, 95, 35);
        }

        /** Duplicate members are refused (contract 1.1), though RFC 8259 lets parsers accept them. */
        private static boolean hasDuplicates(Path file) {
            return file.getFileName().toString().startsWith("y_object_duplicated_key");
        }

        private Answer post(String route, Path file) {
            Answer answer = api().send("POST", route, JsonFiles.bytes(file));
            if (answer.status() >= 400) {
                ErrorBodies.check(answer);
            }
            return answer;
        }

        @Test
        void keepsNaughtyStringsOrRefusesThem() {
            List<String> strings = JsonFiles.naughtyStrings();
            int number = 0;
            for (String naughty : strings) {
                String path = "root.blns_" + number++;
                Answer made = api().post("/namespaces", Map.of("path", path, "annotations", Map.of("a", naughty)));
                if (made.status() == 200) {
                    assertThat(api().get("/namespaces/" + path)
                                    .expect(200)
                                    .json()
                                    .path("annotations")
                                    .path("a")
                                    .asString(""))
                            .isEqualTo(naughty);
                } else {
                    refused(made);
                }
                refused(api().post("/namespaces", Map.of("path", "root." + naughty)), 200);
                refused(api().post("/namespaces", Map.of("path", path + ".l", "labels", Map.of("k", naughty))), 200);
                refused(api().post("/namespaces", Map.of("path", path + ".m", "labels", Map.of(naughty, "v"))), 200);
                storedActor(naughty);
            }
            assertThat(strings).hasSize(515);
        }

        private void storedActor(String externalId) {
            Answer made = api().post("/actors", Map.of("namespace", "root", "external_id", externalId));
            if (made.status() == 201) {
                assertThat(made.text("external_id")).isEqualTo(externalId);
                assertThat(api().get("/actors/" + made.text("id")).expect(200).text("external_id"))
                        .isEqualTo(externalId);
            } else {
                refused(made);
            }
        }

        @Test
        void findsNothingByNaughtyPathsAndParameters() {
            List<String> strings = JsonFiles.naughtyStrings();
            for (String naughty : strings) {
                String encoded =
                        URLEncoder.encode(naughty, StandardCharsets.UTF_8).replace("+", "%20");
                for (String path : List.of(
                        "/namespaces/" + encoded,
                        "/actors/" + encoded,
                        "/actors/external-id/" + encoded,
                        "/connections/" + encoded,
                        "/connections/" + encoded + "/_proxy_raw/x",
                        "/tasks/" + encoded,
                        "/namespaces?label_selector=" + encoded,
                        "/namespaces?namespace=" + encoded,
                        "/connections?order_by=" + encoded,
                        "/actors?external_id=" + encoded,
                        "/request-log?path_regex=" + encoded,
                        "/request-log?cursor=" + encoded)) {
                    refused(api().get(path), 200, 201, 204);
                }
            }
        }

        private static void refused(Answer answer, int... fine) {
            for (int status : fine) {
                if (answer.status() == status) {
                    return;
                }
            }
            assertThat(answer.status()).as("%s", answer.body()).isBetween(400, 499);
            ErrorBodies.check(answer);
        }

        /** PostgreSQL cannot hold it; found by generated requests (security F2). */
        @Test
        void refusesTheCharacterZeroEverywhere() {
            Map<String, Object> actor = Map.of("namespace", "root", "external_id", "zero\u0000");
            assertThat(api().post("/actors", actor)
                            .expect(400)
                            .json()
                            .path("fields")
                            .path(0)
                            .path("path")
                            .asString())
                    .isEqualTo("external_id");
            for (Map<String, ?> labelled : List.of(
                    Map.of("annotations", Map.of("a", "x\u0000")), Map.of("annotations", Map.of("\u0000", "x")))) {
                api().patch("/namespaces/root", labelled).expectError(400, "validation_failed");
            }
            for (String address : List.of(
                    "/actors?external_id=%00",
                    "/actors/external-id/a%00?namespace=root",
                    "/namespaces?order_by=%00",
                    "/namespaces/root/annotations/%00")) {
                api().get(address).expectError(400, "bad_request");
            }
            assertThat(api().get("/actors?external_id=%2500").expect(200).text("items"))
                    .isEmpty();
        }

        @Test
        void namesWhatIsWrongWithAQuery() {
            for (String list : List.of("/namespaces", "/actors", "/connections", "/connectors", "/request-log")) {
                for (String limit : List.of("0", "-1", "1001", "ten", "1.5", "99999999999999999999")) {
                    api().get(list + "?limit=" + limit).expectError(400, "invalid_limit");
                }
                api().get(list + "?order_by=bananas").expectError(400, "invalid_order_by");
                api().get(list + "?order_by=created_at;drop").expectError(400, "invalid_order_by");
                api().get(list + "?cursor=AAAA").expectError(400, "invalid_cursor");
                api().get(list + "?label_selector=a%3D%3Db%3D%3Dc").expectError(400, "invalid_label_selector");
                api().get(list + "?namespace=root.*").expect(400);
            }
            api().get("/connections?state=bananas").expectError(400, "invalid_filter");
            api().get("/connections?connector_id=cxr_1").expectError(400, "invalid_filter");
            api().get("/request-log?path_regex=(").expectError(400, "invalid_filter");
            api().get("/request-log?status_code=200&status_code_range=200-299").expectError(400, "invalid_filter");
        }

        @Test
        void answersFrameworkErrorsInTheSameForm() {
            api().get("/nothing/here").expectError(404, "not_found");
            api().get("/api/v2/namespaces").expectError(404, "not_found");
            Answer wrongMethod = api().delete("/namespaces").expectError(405, "method_not_allowed");
            assertThat(wrongMethod.header("Allow")).contains("GET").contains("POST");
            api().send("PUT", "/actors", "{}".getBytes(StandardCharsets.UTF_8)).expectError(405, "method_not_allowed");
            for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "")) {
                Map<String, String> headers = type.isEmpty() ? Map.of() : Map.of("Content-Type", type);
                api().send("POST", "/namespaces", BodyPublishers.ofString("{\"path\":\"root.t\"}"), headers)
                        .expectError(415, "unsupported_media_type");
            }
            api().send(
                            "POST",
                            "/namespaces",
                            BodyPublishers.ofString("{\"path\":\"root..\"}"),
                            Map.of("Content-Type", "application/merge-patch+json; charset=utf-8"))
                    .expectError(400, "invalid_namespace");
            api().send("POST", "/namespaces", BodyPublishers.noBody(), Map.of("Content-Type", "application/json"))
                    .expectError(400, "malformed_json");
        }

        @Test
        void refusesBodiesOverOneMebibyte() {
            String tooLong = "{\"path\":\"" + "x".repeat(MEBIBYTE) + "\"}";
            api().send("POST", "/namespaces", tooLong.getBytes(StandardCharsets.UTF_8))
                    .expectError(413, "body_too_large");
            api().send(
                            "POST",
                            "/namespaces",
                            BodyPublishers.ofInputStream(
                                    () -> new java.io.ByteArrayInputStream(tooLong.getBytes(StandardCharsets.UTF_8))),
                            Map.of("Content-Type", "application/json"))
                    .expectError(413, "body_too_large");
        }

        @Test
        void wantsATokenForEverySpellingOfARoute() {
            for (String path : List.of(
                    "/api/v1/me",
                    "/api;x=1/v1/me",
                    "/api/v1;x/me",
                    "/api/v1/me;x",
                    "/%61pi/v1/me",
                    "//api/v1/me",
                    "/api//v1/me",
                    "/api/./v1/me",
                    "/x/../api/v1/me",
                    "/api%2Fv1/me",
                    "/API/v1/me",
                    "/api/v1/me/",
                    "/api/v1/me%00",
                    "/api/v1/me%2F")) {
                Answer answer = api().at(path);
                assertThat(answer.status()).as(path).isIn(400, 401, 404);
                ErrorBodies.check(answer);
            }
        }

        @Test
        void findsActorsWhoseNameHasASlash() {
            String id = api().post("/actors", Map.of("namespace", "root", "external_id", "team/one\\two"))
                    .expect(201)
                    .text("id");

            assertThat(api().get("/actors/external-id/team%2Fone%5Ctwo")
                            .expect(200)
                            .text("id"))
                    .isEqualTo(id);
        }

        @Test
        void listsEveryFinding() {
            Answer answer = api().post(
                            "/namespaces",
                            Map.of("path", "root.f", "labels", Map.of("bad key!", "v", "ok", "bad value!")))
                    .expect(400);
            ErrorBodies.check(answer);
            assertThat(answer.json().path("fields").size())
                    .as("%s", answer.body())
                    .isEqualTo(2);
            api().post("/namespaces", Map.of("path", "root.f", "labels", Map.of("authproxy.io/x", "v")))
                    .expectError(400, "reserved_label");
            api().post("/namespaces", Map.of("path", 7)).expect(400);
            api().post("/namespaces", List.of()).expect(400);
            api().post("/actors", Map.of("namespace", "root")).expectError(400, "validation_failed");
        }
    }
}
