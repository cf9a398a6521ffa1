package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** What every error answer has in common (contract 1.2). */
final class ErrorBodies {

    private static final List<String> LEAKS = List.of(
            "exception",
            "net.authproxy",
            "org.springframework",
            "java.lang",
            "jackson",
            "hibernate",
            "sqlstate",
            "select ",
            "insert into",
            "constraint",
            "\tat ",
            "stacktrace");

    private ErrorBodies() {}

    static void check(Answer answer) {
        JsonNode body = answer.json();
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(body.path("error").isString()).as("%s", answer.body()).isTrue();
        assertThat(body.path("code").asString("")).as("%s", answer.body()).matches("[a-z_]+");
        assertThat(body.path("request_id").asString("")).as("%s", answer.body()).startsWith("req_");
        if (answer.header("Idempotency-Replayed").isEmpty()) {
            // An answer that is given again is that of another request.
            assertThat(body.path("request_id").asString("")).isEqualTo(answer.header("X-AuthProxy-Request-Id"));
        }
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        String text = body.path("error").asString().toLowerCase(Locale.ROOT);
        LEAKS.forEach(leak -> assertThat(text).doesNotContain(leak));
        if (answer.status() == 401) {
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        }
    }
}
