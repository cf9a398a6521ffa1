package net.authproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a service answered. */
record Answer(int status, HttpHeaders headers, String body) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    JsonNode json() {
        return JSON.readTree(body);
    }

    /** A top-level member as text; empty when it is not there. */
    String text(String member) {
        return json().path(member).asString("");
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    String code() {
        return text("code");
    }

    /** Fails, showing the body, unless the status is this one. */
    Answer expect(int wanted) {
        assertThat(status).as("%s", body).isEqualTo(wanted);
        return this;
    }

    /** Fails unless this is the one error body (contract 1.2) with this status and code. */
    Answer expectError(int wanted, String code) {
        expect(wanted);
        ErrorBodies.check(this);
        assertThat(code()).as("%s", body).isEqualTo(code);
        return this;
    }
}
