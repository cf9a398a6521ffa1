package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.authproxy.testsupport.DatabaseProvider;
import org.jspecify.annotations.Nullable;
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

        /** Of each operation on each database. The goal is 500,000 in all: {@code -Dauthproxy.full=true}. */
        private static final int EACH = LongRuns.rounds(12, 1_100);

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

        private final AnswerSchemas schemas = new AnswerSchemas();
        private @Nullable MatrixThings prepared;

        abstract RunningServer server();

        @Test
        void nothingIsAFailureOfOurs() {
            Random random = new Random(Long.getLong("authproxy.seed", 7));
            Map<String, String> faults = new TreeMap<>();
            int asked = 0;
            int taken = 0;
            for (Service service : List.of(Service.API, Service.ADMIN_API)) {
                Caller admin = server().admin(service);
                prepared = new MatrixThings(server())
                        .prepare("root.f2"
                                + service.name().toLowerCase(Locale.ROOT).replace("_", ""));
                for (MatrixOperation operation : operations(service)) {
                    List<TextPlaces.Place> places = TextPlaces.of(operation);
                    // A token lasts for five minutes: longer than the requests of one operation, not than all of them.
                    Caller caller = admin.with(admin.token().get());
                    for (int i = 0; i < EACH; i++) {
                        asked++;
                        Made request = made(operation, places, random);
                        Answer answer =
                                caller.send(operation.method(), request.uri(), request.publisher(), request.headers());
                        taken += answer.status() < 300 ? 1 : 0;
                        String fault = fault(operation, answer);
                        if (fault != null) {
                            faults.putIfAbsent(
                                    operation + ": " + fault, printable(request.uri() + " " + request.body()));
                        }
                    }
                }
            }

            assertThat(faults).isEmpty();
            assertThat(asked).isGreaterThan(240 * EACH);
            assertThat(taken).as("requests that were good").isGreaterThan(asked / 6);
            System.out.println("F2: " + asked + " requests, " + taken + " taken");
        }

        /** The error page answers with the status it is asked to show, a proxied call with the third party's. */
        private static List<MatrixOperation> operations(Service service) {
            return MatrixOperation.all().stream()
                    .filter(operation -> operation.service() == service)
                    .filter(operation -> !operation.path().equals("/error") && !operation.isProxy())
                    .toList();
        }

        /** One request; the body is absent where none is sent. */
        private record Made(String uri, @Nullable String body, Map<String, String> headers) {

            BodyPublisher publisher() {
                return body == null
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8));
            }
        }

        /** A good one, a good one with an odd text in one place, or one that is odd all over. */
        private Made made(MatrixOperation operation, List<TextPlaces.Place> places, Random random) {
            MatrixThings things = Objects.requireNonNull(prepared);
            int kind = random.nextInt(3);
            if (kind == 0 || (kind == 1 && places.isEmpty())) {
                String body = operation.row().body();
                return made(things.fill(operation.row().path()), body == null ? null : things.fill(body), Map.of());
            }
            if (kind == 1) {
                TextPlaces.Request request = pick(random, places).with(odd(random), things);
                return made(request.path(), request.body(), Map.of());
            }
            Map<String, String> headers = new HashMap<>();
            if (random.nextInt(4) == 0) {
                headers.put("If-Match", pick(random, "*", "\"x\"", "x", "\"2026-01-01T00:00:00.000Z\", W/\"y\""));
            }
            if (random.nextInt(4) == 0) {
                headers.put("Idempotency-Key", pick(random, "k", "k k", "y".repeat(256), "z"));
            }
            if (random.nextInt(10) == 0) {
                headers.put("Content-Type", "text/plain");
            }
            String path = operation.path().replaceFirst("^/api/v1", "");
            return made(uri(path, operation.description(), random), body(operation.description(), random), headers);
        }

        private static Made made(String uri, @Nullable String body, Map<String, String> more) {
            Map<String, String> headers = new HashMap<>();
            if (body != null) {
                headers.put("Content-Type", "application/json");
            }
            headers.putAll(more);
            return new Made(uri, body, headers);
        }

        private static String printable(String text) {
            return text.replaceAll("[^ -~]", "?");
        }

        private @Nullable String fault(MatrixOperation operation, Answer answer) {
            if (answer.status() >= 500) {
                return Integer.toString(answer.status());
            }
            if (answer.status() < 400) {
                return schemas.complaint(operation, answer).orElse(null);
            }
            if (answer.header("Content-Type").startsWith("text/html")) {
                return null;
            }
            ErrorBodies.check(answer);
            JsonNode documented = operation.description().path("responses").path(Integer.toString(answer.status()));
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
        private static @Nullable String body(JsonNode operation, Random random) {
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
            return pick(random, List.of(of));
        }

        private static <T> T pick(Random random, List<T> of) {
            return of.get(random.nextInt(of.size()));
        }
    }
}
