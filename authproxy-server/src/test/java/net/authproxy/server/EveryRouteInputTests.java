package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.resource.LabelSelector;
import net.authproxy.testsupport.DatabaseProvider;
import net.authproxy.testsupport.HttpMessage;
import net.authproxy.testsupport.RawClient;
import net.authproxy.testsupport.Vectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Goals F3, F5 and F6 on every route of the API description, so that a new route is covered without being named here. A
 * build sends a part of it, {@code -Dauthproxy.full=true} all.
 */
class EveryRouteInputTests {

    @Nested
    class OnSqlite extends Inputs {

        @RegisterExtension
        static final RunningServer SERVER =
                SessionServers.on(DatabaseProvider.SQLITE).withEmbeddedRedis();

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @Nested
    class OnPostgres extends Inputs {

        @RegisterExtension
        static final RunningServer SERVER = SessionServers.on(DatabaseProvider.POSTGRES);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Inputs {

        private static final JsonMapper JSON = JsonMapper.builder().build();
        private static final int STRINGS = 515;
        private static final int FILES = 318;
        private static final List<String> FORGERS = List.of(
                "x\n{\"@timestamp\":\"2026-01-01T00:00:00Z\",\"message\":\"forged\"}",
                "x\r\nforged line",
                "\u2028forged\u0085forged");

        /** What a thing is called stays; a change that names it is not looked at there. */
        private static final Set<String> NAMES = Set.of("external_id", "namespace");

        private @Nullable MatrixThings prepared;
        private final Map<Service, Caller> callers = new TreeMap<>();

        abstract RunningServer server();

        @BeforeAll
        void prepare() {
            prepared = new MatrixThings(server()).prepare("root.every");
            for (Service service : List.of(Service.API, Service.ADMIN_API)) {
                Caller admin = server().admin(service);
                callers.put(service, admin.with(admin.token().get()));
            }
        }

        private MatrixThings things() {
            return Objects.requireNonNull(prepared);
        }

        private static List<MatrixOperation> operations() {
            return MatrixOperation.all().stream()
                    .filter(operation -> operation.service() != Service.PUBLIC)
                    .toList();
        }

        private Answer send(MatrixOperation operation, String path, byte @Nullable [] body) {
            return Objects.requireNonNull(callers.get(operation.service()))
                    .send(
                            operation.method(),
                            path,
                            body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body),
                            body == null ? Map.of() : Map.of("Content-Type", "application/json"));
        }

        @Test
        @Tag("F5")
        void everyTextIsKeptAsItIsOrRefused() {
            List<String> strings = strings();
            int before = server().log().length();
            int each = LongRuns.rounds(4, strings.size());
            Map<String, String> faults = new TreeMap<>();
            int number = 0;
            for (MatrixOperation operation : operations()) {
                for (TextPlaces.Place place : TextPlaces.of(operation)) {
                    for (int i = 0; i < each; i++) {
                        String text = strings.get(number++ % strings.size());
                        TextPlaces.Request request = place.with(text, things());
                        if (request.path().matches(".*/(\\.|%2E){0,2}(/.*|\\?.*)?")
                                && !operation.row().path().contains("//")) {
                            continue;
                        }
                        String body = request.body();
                        Answer answer = send(
                                operation, request.path(), body == null ? null : body.getBytes(StandardCharsets.UTF_8));
                        String fault = fault(operation, request, text, answer);
                        if (fault != null) {
                            faults.putIfAbsent(operation + ": " + fault, request.path() + " " + body);
                        }
                    }
                }
            }

            assertThat(faults).isEmpty();
            assertThat(number).isGreaterThan(each * 200);
            noForgedLines(before);
        }

        private static List<String> strings() {
            List<String> strings = new ArrayList<>(JsonFiles.naughtyStrings());
            assertThat(strings).hasSize(STRINGS);
            strings.addAll(FORGERS);
            return strings;
        }

        private static @Nullable String fault(
                MatrixOperation operation, TextPlaces.Request request, String text, Answer answer) {
            if (answer.status() >= 500 && !operation.isProxy() && !operation.isPage()) {
                return Integer.toString(answer.status());
            }
            if (answer.status() >= 400) {
                if (answer.header("Content-Type").startsWith("application/json") && !operation.isProxy()) {
                    ErrorBodies.check(answer);
                }
                return null;
            }
            String echo = request.echo();
            boolean name = operation.method().equals("PATCH") && NAMES.contains(String.valueOf(echo));
            if (echo == null || name || !answer.header("Content-Type").startsWith("application/json")) {
                return null;
            }
            JsonNode shown = answer.json().path(echo);
            return shown.isString() && !shown.asString().equals(text) ? echo + " was changed" : null;
        }

        /** Each line is one JSON object of ours. */
        private void noForgedLines(int from) {
            List<String> bad = server().log()
                    .substring(from)
                    .lines()
                    .filter(line -> !isOurs(line))
                    .toList();
            assertThat(bad).isEmpty();
        }

        private static boolean isOurs(String line) {
            try {
                JsonNode json = JSON.readTree(line);
                return json.path("logger_name").isString()
                        && !json.path("message").asString().equals("forged");
            } catch (JacksonException e) {
                return false;
            }
        }

        @Test
        @Tag("F5")
        void everyHeaderIsTakenOrRefused() throws IOException {
            int before = server().log().length();
            int port = server().process().port(Service.API);
            String token = server().admin(Service.API).token().get();
            List<String> strings = strings();
            int step = Math.max(1, strings.size() / LongRuns.rounds(15, strings.size()));
            for (String name : headers()) {
                for (int i = name.length() % step; i < strings.size(); i += step) {
                    byte[] value = strings.get(i).getBytes(StandardCharsets.UTF_8);
                    String line = new String(value, StandardCharsets.ISO_8859_1).replaceAll("[\r\n\u0000]", " ");
                    try (RawClient client = new RawClient(port)) {
                        HttpMessage answer = client.send("GET /api/v1/namespaces HTTP/1.1\r\nHost: localhost\r\n"
                                        + "Authorization: Bearer " + token + "\r\nConnection: close\r\n" + name + ": "
                                        + line + "\r\n\r\n")
                                .answer();
                        assertThat(answer).as("%s: %s", name, line).isNotNull();
                        assertThat(answer.status()).as("%s: %s", name, line).isIn(200, 400, 401, 403, 415);
                    }
                }
            }
            noForgedLines(before);
        }

        /** Those of the description, and what any client may send. */
        private static List<String> headers() {
            return Stream.concat(
                            operations().stream()
                                    .flatMap(operation -> operation
                                            .description()
                                            .path("parameters")
                                            .valueStream())
                                    .filter(parameter ->
                                            parameter.path("in").asString().equals("header"))
                                    .map(parameter -> parameter.path("name").asString()),
                            Stream.of(
                                    "User-Agent",
                                    "Accept",
                                    "Accept-Language",
                                    "Origin",
                                    "Referer",
                                    "Cookie",
                                    "X-Forwarded-For",
                                    "X-Request-Id",
                                    "X-AuthProxy-Request-Id",
                                    "Traceparent",
                                    "X-XSRF-TOKEN",
                                    "Sec-Fetch-Site"))
                    .distinct()
                    .sorted()
                    .toList();
        }

        @Test
        @Tag("F3")
        void everyBodyIsReadAsJsonAndNothingElse() {
            List<Path> files = Stream.of("n_", "y_", "i_")
                    .flatMap(prefix -> JsonFiles.parsing(prefix).stream())
                    .toList();
            assertThat(files).hasSize(FILES);
            List<String> wrong = new ArrayList<>();
            int each = LongRuns.rounds(25, files.size());
            int number = 0;
            for (MatrixOperation operation : operations()) {
                JsonNode body = operation.description().path("requestBody").path("content");
                if (!body.has("application/json") || operation.id().startsWith("proxyRaw")) {
                    continue;
                }
                for (int i = 0; i < each; i++) {
                    Path file = files.get(number++ % files.size());
                    Answer answer =
                            send(operation, things().fill(operation.row().path()), JsonFiles.bytes(file));
                    if (!isRight(file.getFileName().toString(), answer)) {
                        wrong.add(operation + " " + file.getFileName() + " " + answer.status() + " " + answer.body());
                    }
                }
            }

            assertThat(wrong).isEmpty();
            assertThat(number).isGreaterThan(each * 25);
        }

        private static boolean isRight(String file, Answer answer) {
            boolean malformed = answer.status() == 400 && answer.code().equals("malformed_json");
            if (file.startsWith("n_")) {
                return malformed;
            }
            if (file.startsWith("y_")) {
                // Duplicate members are refused (contract 1.1), though RFC 8259 lets parsers accept them.
                boolean duplicates = file.startsWith("y_object_duplicated_key");
                return answer.status() < 500 && (!malformed || duplicates);
            }
            return answer.status() < 500;
        }

        @Test
        @Tag("F6")
        void everyListSelectsAsTheMatcherInMemoryDoes() {
            List<String> selectors = selectors();
            List<String> wrong = new ArrayList<>();
            int lists = 0;
            for (MatrixOperation operation : operations()) {
                if (operation
                        .description()
                        .path("parameters")
                        .valueStream()
                        .noneMatch(
                                parameter -> parameter.path("name").asString().equals("label_selector"))) {
                    continue;
                }
                lists++;
                String path = things().fill(operation.row().path()).replaceFirst("\\?.*", "") + "?limit=1000";
                List<JsonNode> items = send(operation, path, null)
                        .expect(200)
                        .json()
                        .path("items")
                        .valueStream()
                        .toList();
                for (String selector : selectors) {
                    String asked =
                            path + "&label_selector=" + java.net.URLEncoder.encode(selector, StandardCharsets.UTF_8);
                    Answer answer = send(operation, asked, null);
                    String expected = expected(selector, items);
                    String got = answer.status() == 200
                            ? names(answer.json().path("items").valueStream())
                            : answer.status() + " " + answer.code();
                    if (!got.equals(expected)) {
                        wrong.add(operation + " [" + selector + "]: " + got + " instead of " + expected);
                    }
                }
            }

            assertThat(wrong).isEmpty();
            assertThat(lists).isGreaterThan(10);
        }

        /** All rows of the vectors; namespaces and actors get the labels of those that match something. */
        private List<String> selectors() {
            JsonNode cases = JSON.readTree(JsonFiles.bytes(Vectors.file("k8s-label-selectors/cases.json")));
            List<String> selectors = new ArrayList<>();
            cases.path("parse")
                    .forEach(row -> selectors.add(row.path("selector").asString()));
            cases.path("match")
                    .forEach(row -> selectors.add(row.path("selector").asString()));
            int number = 0;
            for (JsonNode row : cases.path("match")) {
                Map<String, Object> labels = Map.of("labels", row.path("labels"));
                Map<String, Object> namespace = new TreeMap<>(labels);
                namespace.put("path", "root.selected_" + number);
                Map<String, Object> actor = new TreeMap<>(labels);
                actor.put("namespace", "root");
                actor.put("external_id", "selected-" + number++);
                // Some rows have labels that nothing can have here.
                server().admin(Service.API).post("/namespaces", namespace);
                server().admin(Service.API).post("/actors", actor);
            }
            return selectors;
        }

        private static String expected(String selector, List<JsonNode> items) {
            try {
                LabelSelector parsed = LabelSelector.parse(selector);
                return names(items.stream().filter(item -> parsed.matches(labels(item))));
            } catch (AuthProxyException e) {
                return "400 invalid_label_selector";
            }
        }

        private static Map<String, String> labels(JsonNode item) {
            Map<String, String> labels = new TreeMap<>();
            JsonNode shown = item.has("effective_labels") ? item.path("effective_labels") : item.path("labels");
            shown.properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asString()));
            return labels;
        }

        private static String names(Stream<JsonNode> items) {
            return items.map(item -> item.path("id").asString("")
                            + item.path("path").asString("")
                            + item.path("request_id").asString("")
                            + item.path("version").asString(""))
                    .sorted()
                    .toList()
                    .toString();
        }
    }
}
