package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.authproxy.testsupport.DatabaseProvider;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests sent again with the same idempotency key (contract 1.5). */
class IdempotencyTests {

    @Nested
    class OnSqlite extends Repeated {

        @RegisterExtension
        static final RunningServer SERVER =
                RunningServer.on(DatabaseProvider.SQLITE).withEmbeddedRedis().running(Service.API, Service.ADMIN_API);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @Nested
    class OnPostgres extends Repeated {

        @RegisterExtension
        static final RunningServer SERVER =
                RunningServer.on(DatabaseProvider.POSTGRES).running(Service.API, Service.ADMIN_API);

        @Override
        RunningServer server() {
            return SERVER;
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Repeated {

        abstract RunningServer server();

        private Caller api() {
            return server().admin(Service.API);
        }

        @ParameterizedTest
        @ValueSource(strings = {"actors", "namespaces"})
        void repeatsAnAnswerInsteadOfTheWork(String kind) {
            Map<String, Object> body = kind.equals("actors")
                    ? Map.of("namespace", "root", "external_id", "idem")
                    : Map.of("path", "root.idem");
            Map<String, String> key =
                    Map.of("Idempotency-Key", UUID.randomUUID().toString());
            Answer first = repeatable("/" + kind, body, key);
            Answer second = repeatable("/" + kind, body, key);

            assertThat(first.status()).isIn(200, 201);
            assertThat(first.header("Idempotency-Replayed")).isEmpty();
            assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
            assertThat(second.status()).isEqualTo(first.status());
            assertThat(second.body()).isEqualTo(first.body());
            assertThat(second.header("Content-Type")).isEqualTo(first.header("Content-Type"));
            repeatable("/" + kind, Map.of("path", "root.other"), key).expectError(409, "idempotency_key_reused");
            repeatable("/" + kind, body, Map.of("Idempotency-Key", "another")).expectError(409, "already_exists");
        }

        @Test
        void refusalsOfRightsAreNotKept() {
            Map<String, String> key = Map.of("Idempotency-Key", "rights");
            Caller nobody = server().as(Service.API, "root", "admin").with("");

            send(nobody, "/namespaces", Map.of("path", "root.later"), key).expect(401);
            send(api(), "/namespaces", Map.of("path", "root.later"), key).expect(200);
            repeatable("/namespaces", Map.of("path", "root.x"), Map.of("Idempotency-Key", "a b"))
                    .expectError(400, "invalid_header");
            repeatable("/namespaces", Map.of("path", "root.x"), Map.of("Idempotency-Key", "k".repeat(256)))
                    .expectError(400, "invalid_header");
        }

        @Test
        void aNarrowedTokenNeverGetsTheAnswerOfAWiderOne() {
            Map<String, Object> body = Map.of("namespace", "root", "external_id", "idem-wide");
            Map<String, String> key = Map.of("Idempotency-Key", "narrowing");
            Object create = Actors.permission("root", "actors", "create");
            Object get = Actors.permission("root", "actors", "get", "list");
            Answer made = repeatable("/actors", body, key);

            send(narrowed(List.of()), "/actors", body, key).expectError(403, "permission_denied");
            send(narrowed(List.of(get)), "/actors", body, key).expectError(403, "permission_denied");
            send(narrowed(List.of(create)), "/actors", body, key).expectError(409, "already_exists");
            assertThat(repeatable("/actors", body, key).body())
                    .isEqualTo(made.expect(201).body());

            Map<String, Object> other = Map.of("namespace", "root", "external_id", "idem-narrow");
            send(narrowed(List.of(create, get)), "/actors", other, key).expect(201);
            assertThat(send(narrowed(List.of(get, create, get)), "/actors", other, key)
                            .expect(201)
                            .header("Idempotency-Replayed"))
                    .as("the same permissions in another order are the same")
                    .isEqualTo("true");
        }

        private Caller narrowed(List<?> permissions) {
            return api().with(server().adminToken(Service.API)
                    .with("permissions", permissions)
                    .sign(server().adminKey));
        }

        @Test
        void aServiceNeverGivesTheAnswerOfAnother() {
            Map<String, Object> body = Map.of("namespace", "root", "external_id", "idem-service");
            Map<String, String> key = Map.of("Idempotency-Key", "service");
            Answer made = send(server().admin(Service.ADMIN_API), "/actors", body, key);

            assertThat(made.expect(201).body()).contains("\"permissions\"");
            repeatable("/actors", body, key).expectError(409, "already_exists");
        }

        @Test
        void doesParallelRepetitionsOnce() throws Exception {
            Map<String, String> key =
                    Map.of("Idempotency-Key", UUID.randomUUID().toString());
            List<Callable<Answer>> same = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                same.add(() -> repeatable("/namespaces", Map.of("path", "root.once"), key));
            }

            List<Answer> answers = together(same);

            assertThat(answers.stream()
                            .filter(answer -> answer.status() == 200
                                    && answer.header("Idempotency-Replayed").isEmpty()))
                    .hasSize(1);
            assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(200, 409));
            assertThat(answers.stream().filter(answer -> answer.status() == 409))
                    .allSatisfy(answer -> {
                        assertThat(answer.code()).isEqualTo("idempotency_in_progress");
                        assertThat(answer.header("Retry-After")).isEqualTo("1");
                    });
        }

        private Answer repeatable(String path, Object body, Map<String, String> headers) {
            return send(api(), path, body, headers);
        }

        private static Answer send(Caller caller, String path, Object body, Map<String, String> headers) {
            Map<String, String> all = new java.util.HashMap<>(headers);
            all.put("Content-Type", "application/json");
            String json = new tools.jackson.databind.json.JsonMapper().writeValueAsString(body);
            return caller.send("POST", path, BodyPublishers.ofString(json), all);
        }

        private static List<Answer> together(List<Callable<Answer>> calls) throws Exception {
            List<Answer> answers = new ArrayList<>();
            try (ExecutorService pool = Executors.newFixedThreadPool(calls.size())) {
                for (Future<Answer> future : pool.invokeAll(calls)) {
                    answers.add(future.get());
                }
            }
            return answers;
        }
    }
}
