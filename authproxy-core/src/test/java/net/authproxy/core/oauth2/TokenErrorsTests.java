package net.authproxy.core.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.authproxy.core.oauth2.TokenEndpointException.Kind;
import net.authproxy.core.shared.error.AuthProxyException;
import net.authproxy.core.shared.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Which class a failure belongs to, row by row (contract 8.5). */
class TokenErrorsTests {

    private static final Instant NOW = Instant.parse("2026-04-02T09:15:00Z");

    @ParameterizedTest
    @CsvSource({
        "400, invalid_grant, PERMANENT",
        "401, invalid_grant, PERMANENT",
        "500, invalid_grant, PERMANENT",
        "400, access_denied, PERMANENT",
        "400, invalid_scope, PERMANENT",
        "400, interaction_required, PERMANENT",
        "400, login_required, PERMANENT",
        "400, consent_required, PERMANENT",
        "400, bad_refresh_token, PERMANENT",
        "400, token_expired, PERMANENT",
        "400, token_revoked, PERMANENT",
        "400, account_frozen, PERMANENT",
        "401, invalid_client, CLIENT_REJECTED",
        "400, unauthorized_client, CLIENT_REJECTED",
        "400, unsupported_grant_type, CLIENT_REJECTED",
        "400, invalid_request, CLIENT_REJECTED",
        "401, '', CLIENT_REJECTED",
        "403, whatever, CLIENT_REJECTED",
        "404, '', CLIENT_REJECTED",
        "405, '', CLIENT_REJECTED",
        "410, '', CLIENT_REJECTED",
        "302, '', CLIENT_REJECTED",
        "307, '', CLIENT_REJECTED",
        "400, temporarily_unavailable, TRANSIENT",
        "400, server_error, TRANSIENT",
        "400, slow_down, TRANSIENT",
        "408, '', TRANSIENT",
        "425, '', TRANSIENT",
        "429, '', TRANSIENT",
        "500, '', TRANSIENT",
        "503, '', TRANSIENT",
        "400, '', OTHER",
        "400, something_else, OTHER",
        "418, '', OTHER"
    })
    void classifiesAnswers(int status, String error, Kind kind) {
        var body = new JsonMapper().createObjectNode();
        if (!error.isEmpty()) {
            body.put("error", error);
        }

        TokenEndpointException failure = TokenErrors.of(status, body, List.of("account_frozen"), null);

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.error()).isEqualTo(error.isEmpty() ? "http_" + status : error);
    }

    @ParameterizedTest
    @CsvSource({
        "UPSTREAM_TIMEOUT, connect, TRANSIENT",
        "UPSTREAM_TIMEOUT, response, LOST_ANSWER",
        "UPSTREAM_TIMEOUT, total, LOST_ANSWER",
        "UPSTREAM_UNREACHABLE, connect, TRANSIENT",
        "UPSTREAM_UNREACHABLE, response, LOST_ANSWER",
        "UPSTREAM_UNREACHABLE, total, LOST_ANSWER",
        "UPSTREAM_TLS, , TRANSIENT",
        "UPSTREAM_PROTOCOL, , LOST_ANSWER",
        "UPSTREAM_RESPONSE_TOO_LARGE, , LOST_ANSWER",
        "UPSTREAM_HOST_NOT_ALLOWED, , CLIENT_REJECTED",
        "UPSTREAM_ADDRESS_BLOCKED, , CLIENT_REJECTED"
    })
    void knowsWhatCanHaveArrived(ErrorCode code, String phase, Kind kind) {
        AuthProxyException failure = new AuthProxyException(code, "it failed");

        assertThat(TokenErrors.of(phase == null ? failure : failure.with("phase", phase))
                        .kind())
                .isEqualTo(kind);
    }

    @Test
    void showsPlainTextOnly() {
        var body = new JsonMapper()
                .createObjectNode()
                .put("error", "x\r\nSet-Cookie: a")
                .put("error_description", "no\u0000 \u001b[31mred " + "y".repeat(1_000));

        TokenEndpointException failure = TokenErrors.of(400, body, List.of(), null);

        assertThat(failure.error()).isEqualTo("http_400");
        assertThat(failure.text()).hasSizeLessThan(600).doesNotContain("\u001b", "\u0000", "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5|5",
                "0|1",
                "99999|3600",
                "Thu, 02 Apr 2026 09:16:00 GMT|60",
                "Thu, 02 Apr 2026 09:00:00 GMT|1",
                "soon|",
                "-5|",
                "1.5|",
                "''|"
            })
    void readsHowLongToWait(String header, Long seconds) {
        assertThat(RetryAfter.parse(header, NOW)).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
    }

    @Test
    void becomesHopelessAfterFiveFailuresOverAnHour() {
        RefreshFailure recent =
                new RefreshFailure(RefreshFailure.Kind.OTHER, "x", NOW, 5, NOW.minus(Duration.ofMinutes(59)));
        RefreshFailure old = new RefreshFailure(RefreshFailure.Kind.OTHER, "x", NOW, 5, NOW.minus(Duration.ofHours(1)));
        RefreshFailure few = new RefreshFailure(RefreshFailure.Kind.OTHER, "x", NOW, 4, NOW.minus(Duration.ofHours(2)));

        assertThat(recent.isHopeless()).isFalse();
        assertThat(old.isHopeless()).isTrue();
        assertThat(few.isHopeless()).isFalse();
    }
}
