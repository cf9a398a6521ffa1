package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.authproxy.testsupport.DatabaseProvider;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests made from the API description, valid ones and broken ones (security F2): none may be answered with a failure of
 * ours, and each refusal is one that the description names.
 */
class GeneratedRequestTests {

    @Nested
    class OnSqlite extends Requests {

        @RegisterExtension
        static final RunningServer SERVER =
                SessionServers.on(DatabaseProvider.SQLITE).withEmbeddedRedis();

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @Nested
    class OnPostgres extends Requests {

        @RegisterExtension
        static final RunningServer SERVER = SessionServers.on(DatabaseProvider.POSTGRES);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Requests {

        private static final JsonMapper JSON = JsonMapper.builder().build();
        private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

        /** Of each operation on each database. The goal is 500,000 in all: {@code -Dauthproxy.full=true}. */
        private static final int EACH = LongRuns.rounds(12, 1_750);

        private static final List<String> ODD = List.of(
                "",
                " ",
                "null",
                "undefined",
                "0",
                "-1",
                "1e309",
                "true",
                "\"",
                "'",
                "\\",
                "%",
                "%00",
                "\u0000",
                "../..",
                "root",
                "root.**",
                "root..a",
                "ROOT",
                "act_01kb2q6r3v8w9x0y1z2a3b4c5d",
                "cxn_",
                "x".repeat(300),
                "ÅÍÎÏ˝ÓÔÒÚÆ☃",
                "田中さん",
                "\u202Etest",
                "𠜎𠜱",
                "' OR 1=1 --",
                "${jndi:ldap://x}",
                "{{7*7}}",
                "<script>alert(1)</script>",
                "2026-13-45T99:99:99Z",
                "100,200",
                "a=b,c in (",
                "\n",
                "\ud800");

        abstract RunningServer server();

        @Test
        void nothingIsAFailureOfOurs() throws IOException {
            Random random = new Random(7);
            Map<String, String> faults = new TreeMap<>();
            int answered = 0;
            for (Service service : List.of(Service.API, Service.ADMIN_API)) {
                Caller caller = server().admin(service);
                Path file =
                        Path.of(System.getProperty("authproxy.root", ".."), "docs", "openapi", service.id() + ".json");
                for (Map.Entry<String, JsonNode> path :
                        JSON.readTree(Files.readString(file)).path("paths").properties()) {
                    for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                        if (METHODS.contains(operation.getKey()) && asked(path.getKey())) {
                            answered += ask(caller, path.getKey(), operation, random, faults);
                        }
                    }
                }
            }

            assertThat(faults).isEmpty();
            assertThat(answered).isGreaterThan(120 * EACH);
        }

        /** The error page answers with the status it is asked to show, a proxied call with the third party's. */
        private static boolean asked(String path) {
            return !path.equals("/error") && !path.contains("_proxy");
        }

        private int ask(
                Caller caller,
                String path,
                Map.Entry<String, JsonNode> operation,
                Random random,
                Map<String, String> faults) {
            for (int i = 0; i < EACH; i++) {
                String uri = uri(path, operation.getValue(), random);
                Map<String, String> headers = new HashMap<>();
                String body = body(operation.getValue(), random);
                if (body != null) {
                    headers.put("Content-Type", random.nextInt(10) == 0 ? "text/plain" : "application/json");
                }
                if (random.nextInt(4) == 0) {
                    headers.put("If-Match", pick(random, "*", "\"x\"", "x", "\"2026-01-01T00:00:00.000Z\", W/\"y\""));
                }
                if (random.nextInt(4) == 0) {
                    headers.put("Idempotency-Key", pick(random, "k", "k k", "y".repeat(256), "z"));
                }
                Answer answer = caller.send(
                        operation.getKey().toUpperCase(Locale.ROOT),
                        uri,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8)),
                        headers);
                String fault = fault(operation.getValue(), answer);
                if (fault != null) {
                    faults.putIfAbsent(operation.getKey() + " " + path + ": " + fault, printable(uri + " " + body));
                }
            }
            return EACH;
        }

        private static String printable(String text) {
            return text.replaceAll("[^ -~]", "?");
        }

        private static String fault(JsonNode operation, Answer answer) {
            if (answer.status() >= 500) {
                return Integer.toString(answer.status());
            }
            if (answer.status() < 400 || answer.header("Content-Type").startsWith("text/html")) {
                return null;
            }
            ErrorBodies.check(answer);
            JsonNode documented = operation.path("responses").path(Integer.toString(answer.status()));
            // The frame of every request: what no route is, and what HTTP itself refuses.
            boolean general =
                    Set.of("not_found", "method_not_allowed", "bad_request").contains(answer.code());
            return general || documented.path("description").asString("").contains(answer.code())
                    ? null
                    : "undocumented " + answer.status() + " " + answer.code();
        }

        private static String uri(String path, JsonNode operation, Random random) {
            String filled = path;
            StringBuilder query = new StringBuilder();
            for (JsonNode parameter : operation.path("parameters")) {
                String name = parameter.path("name").asString();
                if (parameter.path("in").asString().equals("path")) {
                    filled = filled.replace("{" + name + "}", segment(odd(random)));
                } else if (parameter.path("in").asString().equals("query") && random.nextInt(3) == 0) {
                    query.append(query.isEmpty() ? '?' : '&')
                            .append(name)
                            .append('=')
                            .append(encoded(odd(random)));
                }
            }
            return filled + query;
        }

        /** Path segments that HTTP would not take apart; the rest is for the header and line tests. */
        private static String segment(String text) {
            String encoded = encoded(text).replace("+", "%20");
            return encoded.isEmpty() || encoded.contains("%00") || encoded.equals("..%2F..") ? "x" : encoded;
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }

        /** A body as described with one odd member, or something else altogether; absent where none is wanted. */
        private static String body(JsonNode operation, Random random) {
            if (!operation.has("requestBody")) {
                return null;
            }
            return switch (random.nextInt(6)) {
                case 0 -> pick(random, "", "{", "[]", "null", "\"x\"", "{\"a\":1,\"a\":2}", "[".repeat(70), "\u00ff");
                default -> object(random);
            };
        }

        private static String object(Random random) {
            Map<String, Object> members = new HashMap<>();
            for (String name : List.of(
                    "path",
                    "labels",
                    "annotations",
                    "namespace",
                    "external_id",
                    "permissions",
                    "connector_id",
                    "into_namespace",
                    "step_id",
                    "data",
                    "value",
                    "resource",
                    "verb",
                    "public_key",
                    "shared_key",
                    "ttl",
                    "aud",
                    "comment",
                    "expires_at",
                    "return_to_url",
                    "connector_version")) {
                if (random.nextInt(3) == 0) {
                    members.put(name, value(random));
                }
            }
            return JSON.writeValueAsString(members);
        }

        private static Object value(Random random) {
            return switch (random.nextInt(8)) {
                case 0 -> random.nextInt();
                case 1 -> List.of(odd(random), odd(random));
                case 2 -> Map.of(odd(random), odd(random));
                case 3 -> Map.of("value", odd(random));
                case 4 -> List.of(Map.of("namespace", odd(random), "resources", List.of("*"), "verbs", List.of("get")));
                case 5 -> random.nextBoolean();
                default -> odd(random);
            };
        }

        private static String odd(Random random) {
            return ODD.get(random.nextInt(ODD.size()));
        }

        private static String pick(Random random, String... of) {
            return of[random.nextInt(of.length)];
        }
    }
}
